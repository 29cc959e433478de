package io.sluice.gateway.guard.jsonschema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/**
 * A regular expression of a schema that cannot be made to run for ever by a text that was written for it (ReDoS). It runs on Java's engine,
 * which knows what patterns in the wild use (look-around, back references) and may need time that is exponential in the text; each look at
 * a character is therefore counted, for all patterns of one validation together.
 */
final class BoundedPattern implements RegularExpression {
    /** What is left for the validation that the thread is in; none is counted outside of one. */
    static final ScopedValue<Looks> LOOKS = ScopedValue.newInstance();

    /** Looks at characters. */
    static final class Looks {
        private long left;

        Looks(long most) {
            left = most;
        }

        private void one() {
            if (--left < 0) {
                throw new TooCostly();
            }
        }
    }

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException when it is none */
    BoundedPattern(String regex) {
        this.pattern = Pattern.compile(
                RegularExpressions.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(regex)));
    }

    /** Whether it is found anywhere in the text. */
    @Override
    public boolean matches(String text) {
        CharSequence counted = LOOKS.isBound() ? new Counted(text, LOOKS.get()) : text;
        return pattern.matcher(counted).find();
    }

    private record Counted(CharSequence text, Looks looks) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks.one();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
