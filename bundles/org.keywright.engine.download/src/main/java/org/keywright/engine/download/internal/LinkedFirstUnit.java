// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.download.AwaitedReceipt;
import org.keywright.engine.download.FirstUnit;
import org.keywright.engine.download.KeyIssue;
import org.keywright.engine.download.LoadTarget;
import org.keywright.protocol.Application;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.Transports;

/**
 * A first unit behind a link, such as a smart card; one command at a time. When the link breaks it
 * is opened once more; when that fails the unit is lost, and the job with it.
 */
final class LinkedFirstUnit implements FirstUnit {
  /** No export has this digest. */
  private static final int NO_SUCH_EXPORT = 0x6988;

  private final LoadTarget target;
  private final Transports transports;
  private final Endpoint endpoint;
  private final Map<String, String> facts;
  private final ReentrantLock turn = new ReentrantLock();
  private final int keyVersion;
  private @Nullable Link link;

  /**
   * Opens the link and looks for the key.
   *
   * @param known what the vault says of the key, if it holds one of that reference
   */
  LinkedFirstUnit(
      LoadTarget target, Transports transports, Endpoint endpoint, Map<String, String> known)
      throws JobException, KeyException {
    this.target = target;
    this.transports = transports;
    this.endpoint = endpoint;
    boolean opened = false;
    try {
      var key = find(dialogue());
      keyVersion = key.keyVersion();
      var all = new HashMap<>(known);
      all.putIfAbsent("key", target.key());
      all.put("keySet", target.keySet());
      all.put("ref", Integer.toString(target.ref1()));
      all.put("from", endpoint.toString());
      facts = Map.copyOf(all);
      opened = true;
    } catch (LinkException e) {
      throw lost(e);
    } catch (ModuleException e) {
      throw new KeyException(String.valueOf(e.getMessage()), e);
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  private FirstUnitKey find(UnitDialogue unit) throws LinkException, ModuleException, KeyException {
    var keys = unit.ask("LIST KEYS", Instruction.LIST_KEYS, 0, new byte[0], FirstUnitKey::decode);
    return keys.stream()
        .filter(key -> key.ref1() == target.ref1())
        .findFirst()
        .orElseThrow(
            () ->
                new KeyException(
                    "the first unit %s has no key of reference %d; it has %s"
                        .formatted(
                            endpoint,
                            target.ref1(),
                            keys.stream().map(FirstUnitKey::ref1).toList())));
  }

  @Override
  public int keyVersion() {
    return keyVersion;
  }

  @Override
  public Map<String, String> facts() {
    return facts;
  }

  @Override
  public KeyIssue export(ExportRequest request, Bytes encoded)
      throws ModuleException, LinkException, JobException, InterruptedException {
    turn.lockInterruptibly();
    try {
      var unit = dialogue();
      byte[] answer =
          unit.send(
              "EXPORT KEY " + target.key(),
              Instruction.EXPORT_KEY,
              target.suite(),
              encoded.toArray());
      var message = LoadMessage.decode(answer);
      var awaited =
          new AwaitedReceipt(
              target.ref1(),
              request.ref2(),
              message.keyVersion(),
              Optional.empty(),
              Optional.empty());
      return new KeyIssue(message, Bytes.of(answer), awaited);
    } catch (TlvException e) {
      throw new MalformedResponseException(
          "EXPORT KEY " + target.key() + " on " + endpoint, e.getMessage());
    } catch (LinkException e) {
      drop();
      throw new LinkException("the first unit " + endpoint + " broke off: " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean confirms(AwaitedReceipt awaited, LoadReceipt receipt)
      throws LinkException, JobException, InterruptedException {
    turn.lockInterruptibly();
    try {
      // An answer that is neither yes nor no may have been changed on its way: it is asked again.
      var first = confirmed(receipt);
      var said = first.isPresent() ? first : confirmed(receipt);
      return said.orElseThrow(
          () -> new LinkException("CONFIRM of " + target.key() + " is answered with nonsense"));
    } catch (LinkException e) {
      drop();
      throw new LinkException("the first unit " + endpoint + " broke off: " + e.getMessage(), e);
    } finally {
      turn.unlock();
    }
  }

  /** What the unit says of a receipt; empty if that makes no sense. */
  private Optional<Boolean> confirmed(LoadReceipt receipt) throws LinkException, JobException {
    try {
      byte[] data =
          dialogue().send("CONFIRM of " + target.key(), Instruction.CONFIRM, 0, receipt.encode());
      return data.length == 0 ? Optional.of(true) : Optional.empty();
    } catch (StatusException e) {
      return e.status().value() == NO_SUCH_EXPORT ? Optional.of(false) : Optional.empty();
    }
  }

  /** The commands to the unit over the link that is open, or over a new one. */
  private UnitDialogue dialogue() throws JobException, LinkException {
    var open = link;
    if (open != null) {
      return new UnitDialogue(open, endpoint);
    }
    try {
      open = transports.open(endpoint);
    } catch (LinkException e) {
      throw lost(e);
    }
    link = open;
    var unit = new UnitDialogue(open, endpoint);
    try {
      unit.select(Application.AS);
    } catch (StatusException e) {
      drop();
      throw new JobException(String.valueOf(e.getMessage()), e);
    }
    return unit;
  }

  private JobException lost(LinkException e) {
    return new JobException(
        "the first unit %s is not there: %s".formatted(endpoint, e.getMessage()), e);
  }

  private void drop() {
    var open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    drop();
  }
}
