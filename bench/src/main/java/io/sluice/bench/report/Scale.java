package io.sluice.bench.report;

import java.util.Locale;

/** Round numbers for axes. */
final class Scale {
    private Scale() {}

    /** The next of 1, 2, 4, 5 or 8 times a power of ten that is not below the value. */
    static double above(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 4, 5, 8}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** A number without needless digits. */
    static String number(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value < 1 ? "%.3f" : "%,.1f", value);
    }
}
