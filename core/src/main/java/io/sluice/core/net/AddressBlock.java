package io.sluice.core.net;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses that are not part of the public Internet.
 *
 * @param prefix the bits that all addresses of the block begin with
 * @param bits how many they are
 * @param use what the block is for
 */
public record AddressBlock(InetAddress prefix, int bits, Use use, String name) {

    /** Who lives in a block. */
    public enum Use {
        /** This machine. */
        LOOPBACK,
        /** Networks of an organisation. */
        PRIVATE,
        /** Nothing that a webhook could be sent to. */
        NEVER
    }

    /** @param text such as {@code 10.0.0.0/8} */
    public static AddressBlock of(String text, Use use, String name) {
        int slash = text.indexOf('/');
        return new AddressBlock(
                InetAddress.ofLiteral(text.substring(0, slash)),
                Integer.parseInt(text.substring(slash + 1)),
                use,
                name);
    }

    /** Whether the address lies in the block. */
    public boolean contains(InetAddress address) {
        byte[] mine = prefix.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        int mask = 0xFF00 >> (bits % 8) & 0xFF;
        return Arrays.equals(mine, 0, whole, other, 0, whole)
                && (mask == 0 || (mine[whole] & mask) == (other[whole] & mask));
    }
}
