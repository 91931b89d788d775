// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The authorised period of a vault with officers: within it roots can be opened, and not outside.
 * There is one at a time. It ends by command, by time and with the vault; what opens the roots is
 * wiped then, and so is every root that was opened under it. Safe for use by many threads.
 */
@ProviderType
public interface Periods {
  /** The period that is open now. */
  Optional<Period> current();

  /**
   * Opens a period.
   *
   * @param quorum the security officers who authorise it, as many as the threshold or more
   * @throws VaultException if one is not open already, they are too few, one of them cannot sign
   *     in, or what is wanted is malformed
   */
  Period open(NewPeriod wanted, List<SignIn> quorum) throws VaultException;

  /**
   * Ends the period.
   *
   * @throws VaultException if none is open
   */
  Period close() throws VaultException;

  /**
   * What is wanted of a period.
   *
   * @param keySets names of key sets, also of some that are to be made; {@code *} for all
   * @param roots names that root keys have; {@code *} for all
   * @param acts names of acts, or beginnings with {@code *} behind
   * @param length how long, up to {@link #LONGEST}
   */
  record NewPeriod(Set<String> keySets, Set<String> roots, Set<String> acts, Duration length) {
    /** The longest period. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** Copies the sets. */
    public NewPeriod {
      keySets = Set.copyOf(keySets);
      roots = Set.copyOf(roots);
      acts = Set.copyOf(acts);
    }
  }
}
