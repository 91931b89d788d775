// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Runs the proofs of claims. Safe for use by many threads; each run makes units of its own. */
@ProviderType
public interface Claims {
  /** The ids of all claims, in their order. */
  List<String> ids();

  /**
   * Proves claims one after the other.
   *
   * @param selection ids, or letters for all of their kind; empty means all
   * @param each is told of each result as it comes
   * @return the results in their order
   * @throws IllegalArgumentException if the selection names no claim; nothing was run then
   */
  List<ClaimResult> run(List<String> selection, Consumer<ClaimResult> each);
}
