// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.security.MessageDigest;
import java.util.Optional;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.engine.download.AwaitedReceipt;
import org.keywright.engine.download.LoadStatus;
import org.keywright.engine.download.UseResult;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Authorisation;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.KeyUse;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySet;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What is asked of one module outside a job. */
final class SingleModule {
  private static final int KNOWN = 32;
  private static final int NEVER_LOADED = 0x6985;
  private static final int CHALLENGE = 16;

  private final Services services;
  private final Optional<Vault> vault;
  private final Endpoint endpoint;

  SingleModule(Services services, Optional<Vault> vault, Endpoint endpoint) {
    this.services = services;
    this.vault = vault;
    this.endpoint = endpoint;
  }

  LoadStatus status(int place) throws LinkException, ModuleException, VaultException {
    UnitStatus unit;
    Optional<LoadReceipt> receipt;
    try (var link = services.transports().open(endpoint)) {
      var dialogue = new UnitDialogue(link, endpoint);
      unit = identify(dialogue);
      receipt = receipt(dialogue, place);
    }
    return new LoadStatus(
        endpoint,
        unit,
        place,
        receipt,
        receipt.isPresent() ? load(unit.serialNumber(), place, receipt.get()) : Optional.empty());
  }

  private static UnitStatus identify(UnitDialogue dialogue) throws LinkException, ModuleException {
    dialogue.select(Application.EI);
    return dialogue.ask("STATUS", Instruction.STATUS, 0, new byte[0], UnitStatus::decode);
  }

  private static Optional<LoadReceipt> receipt(UnitDialogue dialogue, int place)
      throws LinkException, ModuleException {
    byte[] data = new TlvWriter().putNumber(0x83, place, 2).toBytes();
    try {
      return Optional.of(
          dialogue.ask(
              "GET LOAD STATUS of place " + place,
              Instruction.GET_LOAD_STATUS,
              0,
              data,
              LoadReceipt::decode));
    } catch (StatusException e) {
      if (e.status().value() == NEVER_LOADED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<ItemRecord> load(SerialNumber serial, int place, LoadReceipt receipt)
      throws VaultException {
    if (vault.isEmpty()) {
      return Optional.empty();
    }
    var records = vault.get().jobs().latest(serial.toString(), Integer.toString(place), KNOWN);
    return records.stream().filter(record -> proves(receipt, record)).findFirst();
  }

  private static boolean proves(LoadReceipt receipt, ItemRecord record) {
    boolean recorded = receipt.mac().hex().equals(record.facts().get("receipt"));
    return recorded
        || record
            .pending()
            .filter(p -> AwaitedReceipt.decode(p).stream().anyMatch(a -> a.matches(receipt)))
            .isPresent();
  }

  UseResult use(Grant grant, KeySet keySet, int ref1, int place)
      throws LinkException, ModuleException, KeyException, VaultException {
    var key = vault.orElseThrow().keySets().requireKey(keySet.name(), ref1);
    var suite = services.suites().require(keySet.suite());
    byte[] challenge = services.keys().random(CHALLENGE);
    byte[] data = new TlvWriter().putNumber(0x83, place, 2).put(0x9C, challenge).toBytes();
    SerialNumber serial;
    byte[] answer;
    try (var _ = turn();
        var link = services.transports().open(endpoint)) {
      var dialogue = new UnitDialogue(link, endpoint);
      serial = identify(dialogue).serialNumber();
      answer =
          dialogue.ask(
              "USE KEY in place " + place,
              Instruction.USE_KEY,
              0,
              data,
              d -> {
                var in = TlvReader.of(d);
                byte[] mac = in.take(0x8E, suite.mac().length());
                in.end();
                return mac;
              });
    }
    try (KeyRecord record = VaultKeys.open(grant, key, KeyOperation.CONFIRM)) {
      byte[] expected =
          KeyUse.reference(suite, record, key.diversify(), ref1, serial, place, challenge);
      return new UseResult(endpoint, serial, place, key, MessageDigest.isEqual(expected, answer));
    }
  }

  SerialNumber erase(Grant grant, KeySet keySet, int place)
      throws LinkException, ModuleException, KeyException, VaultException {
    VaultKeys.requireActive(keySet);
    var suite = services.suites().require(keySet.suite());
    byte[] covered = new TlvWriter().putNumber(0x83, place, 2).toBytes();
    try (var _ = turn();
        var link = services.transports().open(endpoint);
        Key transportKey = grant.transportKey(keySet.name())) {
      var dialogue = new UnitDialogue(link, endpoint);
      var unit = identify(dialogue);
      var setId = new SetId(keySet.setId());
      if (!unit.setId().equals(setId)
          || unit.transportKeyVersion() != keySet.transportKeyVersion()) {
        throw new KeyException(
            "%s: the module belongs to set %s, version %d of its transport key; the key set is %s, %d"
                .formatted(
                    dialogue.on("ERASE KEY"),
                    unit.setId(),
                    unit.transportKeyVersion(),
                    setId,
                    keySet.transportKeyVersion()));
      }
      byte[] challenge = challenge(dialogue);
      byte[] mac =
          Authorisation.mac(
              suite,
              transportKey,
              setId,
              keySet.transportKeyVersion(),
              unit.serialNumber(),
              challenge,
              Instruction.ERASE_KEY,
              covered);
      byte[] data = new TlvWriter().raw(covered).put(0x84, challenge).put(0x8E, mac).toBytes();
      dialogue.send("ERASE KEY in place " + place, Instruction.ERASE_KEY, suite.id(), data);
      return unit.serialNumber();
    }
  }

  private static byte[] challenge(UnitDialogue dialogue) throws LinkException, ModuleException {
    byte[] challenge = dialogue.send("GET CHALLENGE", Instruction.GET_CHALLENGE, 0, new byte[0]);
    if (challenge.length != ExportRequest.CHALLENGE_LENGTH) {
      throw new MalformedResponseException(
          dialogue.on("GET CHALLENGE"),
          "a challenge of %d bytes instead of %d"
              .formatted(challenge.length, ExportRequest.CHALLENGE_LENGTH));
    }
    return challenge;
  }

  private ModuleTurns.Turn turn() throws LinkException {
    try {
      return services.turns().take(endpoint.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException("interrupted while waiting for " + endpoint, e);
    }
  }
}
