// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * How one provider of a suite stands.
 *
 * @param id the suite's id, 0 where the provider failed before it said one
 * @param name the suite's name, empty where the provider failed before it said one
 * @param provider the provider's class
 * @param standing whether the suite can be chosen
 * @param remark why not, or what went wrong so far; empty where there is nothing to say
 */
public record SuiteStatus(int id, String name, String provider, Standing standing, String remark) {
  /** Whether a provider's suite can be chosen. */
  public enum Standing {
    /** It can. */
    USABLE,
    /** Another provider had the id first; this one takes over when that goes. */
    SHADOWED,
    /** The provider failed, or its suite is not one. */
    FAULTY
  }
}
