// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Abort;
import org.keywright.protocol.personalization.KeyAnswer;
import org.keywright.protocol.personalization.KeyChallenge;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.internal.SmMemory.Slot;

/** What a security module does with transaction keys (claim 11). */
final class KeyCommands {
  private static final int MOST_SLOTS = 8;
  private static final int LOAD = 0xF0;

  private final ModuleCore core;

  KeyCommands(ModuleCore core) {
    this.core = core;
  }

  /** Answers a message of the central system on a link with these keys; a refusal as EF. */
  byte[] answer(byte[] message, TransactionKeys link) {
    try {
      return take(message, link);
    } catch (TlvException e) {
      return new Abort(new Refusal(0x6A80).status()).encode();
    } catch (Refusal e) {
      return new Abort(e.status()).encode();
    }
  }

  /** Takes a message of the central system on a link with these keys. */
  byte[] take(byte[] message, TransactionKeys link) throws TlvException, Refusal {
    return message.length > 0 && (message[0] & 0xFF) == LOAD ? load(message, link) : use(message);
  }

  private byte[] load(byte[] message, TransactionKeys link) throws TlvException, Refusal {
    core.requireOperation();
    var load = KeyLoad.decode(message);
    var record = link.open(load);
    try {
      var held = core.now().slot(load.slot());
      if (held.isEmpty() && core.now().slots().size() >= MOST_SLOTS) {
        throw new Refusal(0x6A84);
      }
      int floor = held.map(s -> s.record().keyVersion()).orElse(0);
      boolean again =
          record.keyVersion() == floor && held.orElseThrow().record().key().sameKeyAs(record.key());
      if (record.keyVersion() <= floor && !again) {
        throw new Refusal(0x9E03);
      }
      byte[] receipt = link.receipt(load, record.key()).encode();
      if (!again) {
        core.replace(core.now().with(new Slot(load.slot(), record)));
      }
      return receipt;
    } catch (KeyException e) {
      throw new Refusal(0x6A81);
    } finally {
      core.memory().wipeUnlessHeld(record.key());
    }
  }

  /** Takes F2 and gives F3: a MAC with a transaction key. */
  byte[] use(byte[] message) throws TlvException, Refusal {
    core.requireOperation();
    var asked = KeyChallenge.decode(message);
    var record = core.now().slot(asked.slot()).orElseThrow(() -> new Refusal(0x6A88)).record();
    Key key = record.key();
    try {
      byte[] mac =
          TransactionKeys.mac(
              core.crypto(), core.module(), asked.slot(), key, asked.challenge().toArray());
      return new KeyAnswer(asked.slot(), record.keyVersion(), Bytes.of(mac)).encode();
    } catch (KeyException e) {
      throw new Refusal(0x6A81);
    }
  }
}
