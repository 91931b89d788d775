// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plug-ins that a vault lets in; none but those that its rules name. Each rule is sealed to the
 * vault, so that nobody adds one without its passphrase. Safe for use by many threads.
 */
@ProviderType
public interface PluginRules {
  /**
   * Makes a rule, in place of one of the same kind and digest.
   *
   * @param name one line, for people
   * @throws VaultException if the name is malformed
   */
  PluginRule save(Grant grant, PluginRule.Kind kind, Bytes digest, String name)
      throws VaultException;

  /**
   * Ends a rule.
   *
   * @throws VaultException if there is none such
   */
  void remove(Grant grant, PluginRule.Kind kind, Bytes digest) throws VaultException;

  /**
   * One rule.
   *
   * @throws VaultException if it was changed outside Keywright
   */
  Optional<PluginRule> find(PluginRule.Kind kind, Bytes digest) throws VaultException;

  /**
   * All of them, signers first.
   *
   * @throws VaultException if one was changed outside Keywright
   */
  List<PluginRule> all() throws VaultException;
}
