// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.plugins.Plugin;
import org.keywright.plugins.Signer;
import org.keywright.vault.PluginRule;
import org.keywright.vault.PluginRules;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Whether a jar may run beside the open vault.
 *
 * @param state {@code ACTIVE} if it may, otherwise {@code WAITING} or {@code REFUSED}
 * @param reason why, in words
 */
record Admission(Plugin.State state, String reason) {

  boolean granted() {
    return state == Plugin.State.ACTIVE;
  }

  static Admission of(PluginJar jar, @Nullable Vault vault) {
    if (vault == null) {
      return new Admission(
          Plugin.State.WAITING, "no vault is open, and a plug-in runs beside one that lets it in");
    }
    try {
      return rule(jar, vault.plugins())
          .map(rule -> new Admission(Plugin.State.ACTIVE, because(rule)))
          .orElseGet(() -> new Admission(Plugin.State.REFUSED, whyNot(jar)));
    } catch (VaultException e) {
      return new Admission(Plugin.State.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<PluginRule> rule(PluginJar jar, PluginRules rules) throws VaultException {
    for (Signer signer : jar.signers()) {
      var trusted = rules.find(PluginRule.Kind.SIGNER, signer.fingerprint());
      if (trusted.isPresent()) {
        return trusted;
      }
    }
    var allowed = rules.find(PluginRule.Kind.FILE, jar.digest());
    return allowed.isPresent() ? allowed : rules.find(PluginRule.Kind.ANY, Bytes.of());
  }

  private static String because(PluginRule rule) {
    return switch (rule.kind()) {
      case SIGNER -> "signed by " + rule.name() + ", trusted by " + rule.actor();
      case FILE -> "allowed by " + rule.actor();
      case ANY -> "the vault is marked as test";
    };
  }

  private static String whyNot(PluginJar jar) {
    if (jar.signers().isEmpty()) {
      return "it is not signed by one key as a whole (plugin:allow lets this one file in)";
    }
    return "the vault does not trust %s, who signed it (plugin:trust, or plugin:allow for the file)"
        .formatted(jar.signers().getFirst().subject());
  }
}
