// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A published way to make the keys of one card, module or terminal from a master key and from what
 * is specific to it. Unlike a suite's {@link Diversification} it is nobody's part: it frames its
 * input itself, and may make several keys at once.
 *
 * <p>Implementations are safe for use by many threads and keep nothing of a call.
 */
@ConsumerType
public interface DiversificationRule {
  /** What it is called, as in {@code AN10922}; a vendor's name has a slash: {@code acme/pump}. */
  String name();

  /** Document and clause. */
  String source();

  /** What the input is, for people: its parts and their lengths. */
  String input();

  /** The kinds of master keys that it starts from. */
  List<KeySpec> masters();

  /** What the keys are for that it makes, in their order; one word each. */
  List<String> keys();

  /**
   * Makes the keys, which the caller owns.
   *
   * @param master one of {@link #masters}; stays the caller's
   * @param input as {@link #input} says
   * @param steps is told what happens on the way
   * @return as many as {@link #keys} has names, in that order
   * @throws KeyException if master or input do not fit the rule
   */
  List<Key> diversify(Key master, Bytes input, DiversificationSteps steps) throws KeyException;
}
