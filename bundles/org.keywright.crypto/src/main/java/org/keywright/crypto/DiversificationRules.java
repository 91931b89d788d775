// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The diversification rules that are here now; they come and go with their bundles while the
 * program runs.
 *
 * <p>Safe for use by many threads.
 */
@ProviderType
public interface DiversificationRules {
  /** All usable rules, by name. */
  List<DiversificationRule> all();

  /** Every rule of every provider that is here, usable or not, by name. */
  List<RuleStatus> statuses();

  /** The rule of a name, in letters of either case. */
  default Optional<DiversificationRule> find(String name) {
    return all().stream().filter(rule -> rule.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * The rule of a name.
   *
   * @throws KeyException if none is here; the message names those that are
   */
  default DiversificationRule require(String name) throws KeyException {
    return find(name)
        .orElseThrow(
            () ->
                new KeyException(
                    "there is no diversification rule '%s'; there are %s"
                        .formatted(
                            name.toUpperCase(Locale.ROOT),
                            all().stream()
                                .map(DiversificationRule::name)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * How one rule of a provider stands.
   *
   * @param name the rule's name, empty where the provider failed before it said one
   * @param provider the provider's class
   * @param standing whether the rule can be used
   * @param remark why not, or what went wrong so far; empty where there is nothing to say
   */
  record RuleStatus(String name, String provider, SuiteStatus.Standing standing, String remark) {}
}
