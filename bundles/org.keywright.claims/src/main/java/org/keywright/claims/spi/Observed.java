// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.spi;

import java.util.Arrays;
import java.util.HexFormat;
import org.keywright.transport.ResponseApdu;

/**
 * Demands what a claim says, and says what was seen where it is not so: for proofs. Safe for use by
 * many threads.
 */
public final class Observed {
  private Observed() {}

  /** A claim was seen not to hold. */
  public static final class Otherwise extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what was seen instead. */
    public Otherwise(String message) {
      super(message);
    }
  }

  /** Demands that something holds; says otherwise what was seen. */
  public static void that(boolean holds, String otherwise) throws Otherwise {
    if (!holds) {
      throw new Otherwise(otherwise);
    }
  }

  /** Demands 9000; returns the answer. */
  public static ResponseApdu ok(String what, ResponseApdu answer) throws Otherwise {
    return status(what, answer, 0x9000);
  }

  /** Demands one of these status words; returns the answer. */
  public static ResponseApdu status(String what, ResponseApdu answer, int... expected)
      throws Otherwise {
    int found = answer.status().value();
    if (Arrays.stream(expected).noneMatch(e -> e == found)) {
      throw new Otherwise(
          what
              + ": answered "
              + answer.status()
              + " instead of "
              + HexFormat.of().withUpperCase().toHexDigits((short) expected[0]));
    }
    return answer;
  }

  /** Demands the same bytes. */
  public static void same(String what, byte[] one, byte[] other) throws Otherwise {
    that(Arrays.equals(one, other), what + ": the answers differ");
  }

  /** Demands other bytes. */
  public static void differ(String what, byte[] one, byte[] other) throws Otherwise {
    that(!Arrays.equals(one, other), what + ": the answers are the same");
  }
}
