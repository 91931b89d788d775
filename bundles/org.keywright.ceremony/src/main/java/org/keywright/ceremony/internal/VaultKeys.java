// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.Optional;
import org.keywright.ceremony.CeremonyException;
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
import org.keywright.vault.KeyName;
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

  /** The key set of a key; none but keys of key sets come and go in ceremonies. */
  static String keySet(KeyName name) {
    return switch (name) {
      case KeyName.Transport transport -> transport.keySet();
      case KeyName.Application application -> application.keySet();
      case KeyName.Root root -> throw new IllegalArgumentException(root + " is in no key set");
    };
  }

  /** Whether there is a key of that name. */
  boolean holds(KeyName name) throws VaultException {
    return name instanceof KeyName.Application application
        ? application(application).isPresent()
        : vault.keySets().find(keySet(name)).isPresent();
  }

  private Optional<ApplicationKey> application(KeyName.Application name) throws VaultException {
    return vault.keySets().find(name.keySet()).isEmpty()
        ? Optional.empty()
        : vault.keySets().findKey(name.keySet(), name.ref());
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
    if (name instanceof KeyName.Application application) {
      ApplicationKey key = application(application).orElseThrow();
      if (!key.origin().startsWith(origin(step))) {
        throw new CeremonyException(name + " holds another key already: '" + key.label() + "'");
      }
      return said(name, key.kcv().toString());
    }
    if (!killed) {
      throw new CeremonyException(
          "key set "
              + keySet(name)
              + " was made by somebody else since the ceremony began: give the ceremony up");
    }
    KeySet made = vault.keySets().require(keySet(name));
    return said(name, made.transportKcv().toString());
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
    String kcv =
        take.key() instanceof KeyName.Application application
            ? added(grant, application, take.description(), key, origin(step) + origin)
            : created(grant, keySet(take.key()), take.description().suite(), key);
    return said(take.key(), kcv) + ", " + origin;
  }

  private String created(Grant grant, String keySet, int suite, Key key)
      throws VaultException, CeremonyException {
    return vault
        .keySets()
        .create(grant, keySet, setId(keySet).value(), suite, key)
        .transportKcv()
        .toString();
  }

  private String added(
      Grant grant, KeyName.Application name, Step.Description said, Key key, String origin)
      throws VaultException {
    KeyUsage usage = said.usage().orElseThrow();
    var attributes = new KeyAttributes(usage, KeyMode.usual(usage), Exportability.EXPORTABLE);
    var description = new NewKey(name.ref(), said.label(), attributes, false, origin);
    return vault.keySets().addKey(grant, name.keySet(), description, key, false).kcv().toString();
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

  /** Opens a key that is to leave in parts; the caller owns it. */
  Key openToPart(Grant grant, KeyName name) throws VaultException {
    return grant.open(name, KeyOperation.PART);
  }

  void requireSame(Grant grant, KeyName name, Key joined) throws VaultException, CeremonyException {
    try (Key key = grant.open(name, KeyOperation.CONFIRM)) {
      if (!key.sameKeyAs(joined)) {
        throw new CeremonyException("the parts do not give " + name);
      }
    }
  }

  KeySpec kind(KeyName name) throws VaultException, CeremonyException, KeyException {
    return name instanceof KeyName.Application application
        ? vault.keySets().requireKey(application.keySet(), application.ref()).spec()
        : suites.require(vault.keySets().require(keySet(name)).suite()).keySpec();
  }

  String described(KeyName name) throws VaultException {
    return name instanceof KeyName.Application application
        ? application(application).map(key -> name + " '" + key.label() + "'").orElse("" + name)
        : "transport key " + name;
  }
}
