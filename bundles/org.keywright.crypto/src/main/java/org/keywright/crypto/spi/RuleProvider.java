// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.spi;

import java.util.List;
import org.keywright.crypto.DiversificationRule;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings diversification rules; register it as an OSGi service. A vendor's names have a slash, as
 * in {@code acme/pump}. While the service is here its rules can be used; when it goes, calls under
 * way end and later ones are refused.
 */
@ConsumerType
public interface RuleProvider {
  /**
   * The service property ({@code Boolean}) with which Keywright's own provider asks for names
   * without a slash. It keeps a vendor from taking a standard's name by mistake.
   */
  String RESERVED_NAMES = "keywright.rule.reserved";

  /** The rules, the same at every call. */
  List<DiversificationRule> rules();
}
