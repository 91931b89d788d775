// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.CentralRun;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.KeyReceipt;
import org.keywright.vault.Act;
import org.keywright.vault.CentralModules;
import org.keywright.vault.Grant;
import org.keywright.vault.TransactionKey;
import org.keywright.vault.VaultException;

/**
 * Loads transaction keys into connected modules and has them used. A key is recorded before it goes
 * out; when its receipt does not come, the module is asked to use it the next time that it is here.
 * Safe for use by many threads.
 */
final class KeyDesk {
  private static final System.Logger LOG = System.getLogger(KeyDesk.class.getName());

  /** Where a module keeps the key that it shares with its central system. */
  private static final int SLOT = 1;

  private static final int CHALLENGE = 16;
  private static final KeyAttributes TRANSACTIONS =
      new KeyAttributes(new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE);

  private final CentralDoor door;
  private final Grant server;
  private final Optional<KeyLoad.Form> onWelcome;
  private final Consumer<TransactionKey> loaded;

  /**
   * Makes the desk of one central system.
   *
   * @param server the leave to listen, below which the desk acts by itself
   * @param onWelcome how a module without a key gets one when it comes; empty if it does not
   * @param loaded is told of each key that a module got so, or turns out to have
   */
  KeyDesk(
      CentralDoor door,
      Grant server,
      Optional<KeyLoad.Form> onWelcome,
      Consumer<TransactionKey> loaded) {
    this.door = door;
    this.server = server;
    this.onWelcome = onWelcome;
    this.loaded = loaded;
  }

  private CentralModules records() {
    return door.vault().centralModules();
  }

  TransactionKey load(String by, ModuleConnection module, KeyLoad.Form form)
      throws IOException, Refusal, KeyException, VaultException {
    return load(door.vault()::grant, by, module, form);
  }

  private TransactionKey load(
      Acting.Leave leave, String by, ModuleConnection module, KeyLoad.Form form)
      throws IOException, Refusal, KeyException, VaultException {
    var act = new Act(by, "perso:load", door.name() + " for " + module.module(), "");
    try (Grant grant = leave.to(act);
        Key key = door.services().keys().generate(KeySpec.AES_256)) {
      try {
        TransactionKey held = module.turn((run, asking) -> load(grant, run, asking, form, key));
        grant.succeeded("KVN %d, KCV %s".formatted(held.keyVersion(), held.kcv()));
        return held;
      } catch (IOException | Refusal | KeyException | VaultException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }

  private TransactionKey load(
      Grant grant, CentralRun run, ModuleConnection.Asking asking, KeyLoad.Form form, Key key)
      throws IOException, Refusal, KeyException, VaultException {
    String module = run.module().toString();
    TransactionKey sent = records().send(grant, door.name(), module, key, TRANSACTIONS);
    Bytes message;
    try (var record = new KeyRecord(TRANSACTIONS, sent.keyVersion(), key.copy())) {
      message = run.load(form, SLOT, record);
    }
    try {
      KeyReceipt receipt = run.receipt(asking.answer(message));
      return records().hold(grant, door.name(), module, sent.keyVersion(), receipt.mac());
    } catch (Refusal e) {
      settle(grant, run, asking, sent);
      throw e;
    }
  }

  boolean use(String by, ModuleConnection module)
      throws IOException, Refusal, KeyException, VaultException {
    var act = new Act(by, "perso:use", door.name() + " with " + module.module(), "");
    try (Grant grant = door.vault().grant(act)) {
      TransactionKey held =
          records()
              .find(door.name(), module.module().toString())
              .flatMap(found -> found.key())
              .orElseThrow(() -> new KeyException(module.module() + " has no transaction key"));
      boolean holds = module.turn((run, asking) -> proves(grant, run, asking, held));
      if (holds) {
        grant.succeeded("the answer is that of version " + held.keyVersion());
      } else {
        grant.failed("the answer is not that of version " + held.keyVersion());
      }
      return holds;
    }
  }

  private boolean proves(
      Grant grant, CentralRun run, ModuleConnection.Asking asking, TransactionKey what)
      throws IOException, Refusal, VaultException {
    Bytes challenge = Bytes.of(door.services().keys().random(CHALLENGE));
    try (Key key = grant.transactionKey(door.name(), what.module(), what.keyVersion())) {
      return run.proves(asking.answer(run.use(SLOT, challenge)), SLOT, challenge, key);
    }
  }

  /**
   * Does beside the reading thread what is to be done when a module comes: finds out whether keys
   * arrived whose receipt did not, and loads its first one.
   */
  void welcome(ModuleConnection module) throws VaultException {
    String name = module.module().toString();
    if (open(name) || lacks(name)) {
      Thread.ofVirtual().name("keywright-keys-" + name).start(() -> settleAndLoad(module));
    }
  }

  private boolean open(String module) throws VaultException {
    return records().keys(door.name(), module).stream().anyMatch(KeyDesk::open);
  }

  private boolean lacks(String module) throws VaultException {
    return onWelcome.isPresent()
        && records().find(door.name(), module).flatMap(found -> found.key()).isEmpty();
  }

  private void settleAndLoad(ModuleConnection module) {
    String name = module.module().toString();
    try {
      if (open(name)) {
        settleAll(module);
      }
      if (lacks(name)) {
        String actor = server.act().actor();
        loaded.accept(load(server::below, actor, module, onWelcome.orElseThrow()));
      }
    } catch (IOException | Refusal | KeyException | VaultException e) {
      LOG.log(System.Logger.Level.WARNING, "the key of {0}: {1}", name, e.getMessage());
    }
  }

  private static boolean open(TransactionKey key) {
    return key.state() == TransactionKey.State.SENT;
  }

  private void settleAll(ModuleConnection module)
      throws IOException, Refusal, KeyException, VaultException {
    String name = module.module().toString();
    String actor = server.act().actor();
    var act = new Act(actor, "perso:load", door.name() + " settles the keys of " + name, "");
    try (Grant grant = server.below(act)) {
      int settled =
          module.turn(
              (run, asking) -> {
                int count = 0;
                for (TransactionKey sent : records().keys(door.name(), name)) {
                  if (open(sent)) {
                    settle(grant, run, asking, sent);
                    count++;
                  }
                }
                return count;
              });
      grant.succeeded(settled + " settled");
    }
  }

  /** A module that refuses to use the key does not have it. */
  private void settle(
      Grant grant, CentralRun run, ModuleConnection.Asking asking, TransactionKey sent)
      throws IOException, VaultException {
    boolean held;
    try {
      held = proves(grant, run, asking, sent);
    } catch (Refusal e) {
      held = false;
    }
    if (held) {
      loaded.accept(
          records().hold(grant, door.name(), sent.module(), sent.keyVersion(), Bytes.of()));
    } else {
      records().drop(grant, door.name(), sent.module(), sent.keyVersion());
    }
  }
}
