// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * How a key is parted among people.
 *
 * @param method by which method
 * @param needed how many parts give the key
 * @param parts how many there are
 */
public record Sharing(Method method, int needed, int parts) {
  /** The most parts. */
  public static final int MOST = 9;

  /** The methods. */
  public enum Method {
    /** Key components: the key is the exclusive or of all (ISO 11568, full-length components). */
    COMPONENTS("component"),
    /** Key shares by Shamir's method over GF(256): some of all give the key. */
    SHARES("share");

    private final String part;

    Method(String part) {
      this.part = part;
    }

    /** What one part is called. */
    public String part() {
      return part;
    }
  }

  /** Checks the numbers. */
  public Sharing {
    if (parts < 2 || parts > MOST) {
      throw new IllegalArgumentException("a key is parted among 2 to " + MOST + " people");
    }
    if (method == Method.COMPONENTS ? needed != parts : needed < 2 || needed > parts) {
      throw new IllegalArgumentException(
          method == Method.COMPONENTS
              ? "of components all are needed"
              : "of " + parts + " shares 2 to " + parts + " can be what is needed");
    }
  }

  /** Components of which all are needed. */
  public static Sharing components(int parts) {
    return new Sharing(Method.COMPONENTS, parts, parts);
  }

  /** Shares of which some are needed. */
  public static Sharing shares(int needed, int parts) {
    return new Sharing(Method.SHARES, needed, parts);
  }

  @Override
  public String toString() {
    return method == Method.COMPONENTS
        ? parts + " components"
        : needed + " of " + parts + " shares";
  }
}
