package io.sluice.core.disk;

import java.io.IOException;

/** Every call to the simulated disk ends like this once the power is cut. */
final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean inTheMiddle;

    PowerCut(boolean inTheMiddle) {
        super("the power was cut");
        this.inTheMiddle = inTheMiddle;
    }

    /** Whether it was in the middle of this call, so that a part of it may have been done. */
    boolean inTheMiddle() {
        return inTheMiddle;
    }
}
