package io.sluice.gateway.guard.structured;

import java.util.List;
import java.util.stream.Collectors;

/** What stands in a list or under a name of a dictionary. */
public sealed interface Member {
    Parameters parameters();

    /** As the canonical text. */
    String serialized();

    /** One value. */
    record Item(BareItem value, Parameters parameters) implements Member {
        @Override
        public String serialized() {
            return value.serialized() + parameters.serialized();
        }
    }

    /** Values in round brackets. */
    record InnerList(List<Item> items, Parameters parameters) implements Member {
        public InnerList {
            items = List.copyOf(items);
        }

        @Override
        public String serialized() {
            return items.stream().map(Item::serialized).collect(Collectors.joining(" ", "(", ")"))
                    + parameters.serialized();
        }
    }
}
