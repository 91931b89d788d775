// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyState;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.TlvReader;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The acts that carry clear keys over a link which an officer holds to be in a secured room. */
final class SecuredRoomWork {
  private static final int KCV = 5;

  private final Services services;
  private final Vault vault;
  private final Grant grant;
  private final Endpoint endpoint;

  SecuredRoomWork(Services services, Vault vault, Grant grant, Endpoint endpoint) {
    this.services = services;
    this.vault = vault;
    this.grant = grant;
    this.endpoint = endpoint;
  }

  List<FirstUnitKey> loadFirstUnit(String keySetName, List<Integer> refs)
      throws LinkException, ModuleException, KeyException, VaultException {
    var keySet = vault.keySets().require(keySetName);
    VaultKeys.requireActive(keySet);
    var keys = chosen(keySetName, refs);
    try (var link = services.transports().open(endpoint)) {
      var unit = new UnitDialogue(link, endpoint);
      unit.select(Application.AS);
      try (Key transportKey = grant.open(new KeyName.Transport(keySetName), KeyOperation.LOAD)) {
        send(
            unit,
            "INSTALL of the transport key of " + keySetName,
            SecuredRoom.installSet(
                new SetId(keySet.setId()), keySet.transportKeyVersion(), transportKey),
            transportKey);
      }
      for (ApplicationKey key : keys) {
        try (KeyRecord record = VaultKeys.open(grant, key, KeyOperation.LOAD)) {
          send(
              unit,
              "LOAD of key " + keySetName + "/" + key.ref(),
              SecuredRoom.load(key.ref(), flags(key), record),
              record.key());
        }
      }
      return unit.ask("LIST KEYS", Instruction.LIST_KEYS, 0, new byte[0], FirstUnitKey::decode);
    }
  }

  /** The keys that are named, all of which must be fit; or those that are, where none is named. */
  private List<ApplicationKey> chosen(String keySet, List<Integer> refs)
      throws VaultException, KeyException {
    if (refs.isEmpty()) {
      return vault.keySets().keys(keySet).stream().filter(SecuredRoomWork::mayLeave).toList();
    }
    var keys = new ArrayList<ApplicationKey>();
    for (int ref : refs) {
      var key = vault.keySets().requireKey(keySet, ref);
      VaultKeys.requireMayLeave(key);
      keys.add(key);
    }
    return keys;
  }

  private static boolean mayLeave(ApplicationKey key) {
    return key.state() == KeyState.ACTIVE && flags(key) != 0;
  }

  private static int flags(ApplicationKey key) {
    boolean exportable = key.attributes().exportability() != Exportability.NON_EXPORTABLE;
    return (key.diversify() ? FirstUnitKey.DIVERSIFY : 0)
        | (exportable ? FirstUnitKey.EXPORTABLE : 0);
  }

  void installUnit(SerialNumber serial, String keySetName, List<PlaceKind> places)
      throws LinkException, ModuleException, KeyException, VaultException {
    var keySet = vault.keySets().require(keySetName);
    VaultKeys.requireActive(keySet);
    try (var link = services.transports().open(endpoint);
        Key transportKey = grant.open(new KeyName.Transport(keySetName), KeyOperation.LOAD)) {
      var unit = new UnitDialogue(link, endpoint);
      unit.select(Application.EI);
      send(
          unit,
          "INSTALL",
          SecuredRoom.installUnit(
              serial,
              new SetId(keySet.setId()),
              keySet.transportKeyVersion(),
              Bytes.of((byte) keySet.suite()),
              keySet.suite(),
              true,
              transportKey,
              places),
          transportKey);
    }
  }

  /** Sends a command with a clear key, wipes it, and compares the check value in the answer. */
  private void send(UnitDialogue unit, String attempt, byte[] command, Key key)
      throws LinkException, ModuleException, KeyException {
    byte[] answered;
    try {
      answered =
          unit.sendRaw(
              attempt,
              command,
              data -> {
                var in = TlvReader.of(data);
                byte[] kcv = in.take(0x96, KCV);
                in.end();
                return kcv;
              });
    } finally {
      Arrays.fill(command, (byte) 0);
    }
    byte[] expected = services.keys().kcv(key).value().toArray();
    if (!MessageDigest.isEqual(expected, answered)) {
      throw new AuthenticityException(
          unit.on(attempt), "the unit's check value is not that of the key");
    }
  }
}
