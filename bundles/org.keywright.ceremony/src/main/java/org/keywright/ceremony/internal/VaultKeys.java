// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.Optional;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.KeyName;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Suites;
import org.keywright.protocol.SetId;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySet;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The keys of a ceremony in its vault, whether they are transport or application keys. */
final class VaultKeys {
  private final Vault vault;
  private final Suites suites;
  private final String id;

  VaultKeys(Vault vault, Suites suites, String id) {
    this.vault = vault;
    this.suites = suites;
    this.id = id;
  }

  String vaultName() {
    return vault.info().name();
  }

  /** Whether there is a key of that name. */
  boolean holds(KeyName name) throws VaultException {
    return name.transport()
        ? vault.keySets().find(name.keySet()).isPresent()
        : application(name).isPresent();
  }

  private Optional<ApplicationKey> application(KeyName name) throws VaultException {
    if (vault.keySets().find(name.keySet()).isEmpty()) {
      return Optional.empty();
    }
    return vault.keySets().keys(name.keySet()).stream()
        .filter(key -> key.ref() == name.ref())
        .findFirst();
  }

  /**
   * What a step did of which the log has no end, because the process was killed: it has brought a
   * key that the vault holds.
   *
   * @param killed whether the log has the beginning of that
   * @throws CeremonyException if there is a key that this step did not bring
   */
  String alreadyTaken(int step, KeyName name, boolean killed)
      throws VaultException, CeremonyException {
    if (name.transport()) {
      if (!killed) {
        throw new CeremonyException(
            "key set "
                + name.keySet()
                + " was made by somebody else since the ceremony began: give the ceremony up");
      }
      KeySet made = vault.keySets().require(name.keySet());
      return said(name, made.transportKcv().toString());
    }
    ApplicationKey key = application(name).orElseThrow();
    if (!key.origin().startsWith(origin(step))) {
      throw new CeremonyException(name + " holds another key already: '" + key.label() + "'");
    }
    return said(name, key.kcv().toString());
  }

  private String origin(int step) {
    return "ceremony " + id + " step " + step + ": ";
  }

  private static String said(KeyName name, String kcv) {
    return "key " + name + ", KCV " + kcv;
  }

  /** Adds a key; the key stays the caller's. */
  String add(Grant grant, int step, Step.Take take, Key key, String origin)
      throws VaultException, CeremonyException {
    KeyName name = take.key();
    Step.Description description = take.description();
    if (name.transport()) {
      KeySet made =
          vault
              .keySets()
              .create(grant, name.keySet(), setId(name.keySet()).value(), description.suite(), key);
      return said(name, made.transportKcv().toString()) + ", " + origin;
    }
    KeyUsage usage = description.usage().orElseThrow();
    var attributes = new KeyAttributes(usage, KeyMode.usual(usage), Exportability.EXPORTABLE);
    var added =
        vault
            .keySets()
            .addKey(
                grant,
                name.keySet(),
                new NewKey(
                    name.ref(), description.label(), attributes, false, origin(step) + origin),
                key,
                false);
    return said(name, added.kcv().toString()) + ", " + origin;
  }

  static SetId setId(String keySet) throws CeremonyException {
    try {
      return SetId.parse(keySet);
    } catch (IllegalArgumentException e) {
      throw new CeremonyException(
          "key set '" + keySet + "': in a ceremony its name is its set id, so " + e.getMessage(),
          e);
    }
  }

  /** Opens a key that may leave; the caller owns it. */
  Key exportable(Grant grant, KeyName name) throws VaultException {
    return name.transport()
        ? open(grant, name)
        : grant.open(
            org.keywright.vault.KeyName.of(name.keySet(), name.ref()), KeyOperation.EXPORT);
  }

  private static Key open(Grant grant, KeyName name) throws VaultException {
    return name.transport()
        ? grant.transportKey(name.keySet())
        : grant.applicationKey(name.keySet(), name.ref());
  }

  void requireSame(Grant grant, KeyName name, Key joined) throws VaultException, CeremonyException {
    try (Key key = open(grant, name)) {
      if (!key.sameKeyAs(joined)) {
        throw new CeremonyException("the parts do not give " + name);
      }
    }
  }

  KeySpec kind(KeyName name) throws VaultException, CeremonyException, KeyException {
    if (!name.transport()) {
      return vault.keySets().requireKey(name.keySet(), name.ref()).spec();
    }
    return suites.require(vault.keySets().require(name.keySet()).suite()).keySpec();
  }

  String described(KeyName name) throws VaultException {
    return application(name).map(key -> name + " '" + key.label() + "'").orElse(name.toString());
  }
}
