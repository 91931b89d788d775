// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.JobItem;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;
import org.keywright.vault.VaultException;

/** One load over one link. For one thread. */
final class Conversation {
  private static final int NEVER_LOADED = 0x6985;
  private static final int NO_SUCH_PLACE = 0x6A88;
  private static final byte[] SELECT = Application.EI.select().toBytes();

  private final LoadTarget target;
  private final FirstUnit firstUnit;
  private final Link link;
  private final JobItem item;
  private final ItemContext context;
  private final Evidence evidence;
  private final int tries;
  private final int place;
  private final ApduChannel channel;
  private boolean sent;

  Conversation(
      LoadTarget target,
      FirstUnit firstUnit,
      Link link,
      JobItem item,
      ItemContext context,
      Evidence evidence,
      int tries) {
    this.target = target;
    this.firstUnit = firstUnit;
    this.link = link;
    this.item = item;
    this.context = context;
    this.evidence = evidence;
    this.tries = tries;
    this.place = Integer.parseInt(item.place());
    this.channel = new ApduChannel(link);
  }

  /** Whether IMPORTKEY went out over this link and was not shown to have changed nothing. */
  boolean sent() {
    return sent;
  }

  ItemResult run()
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException {
    boolean ask = evidence.unsettled();
    var prepare = prepare();
    var commands = new ArrayList<>(List.of(SELECT, prepare.toBytes()));
    if (ask) {
      commands.add(loadStatus().toBytes());
    }
    var answers = link.transceiveAll(commands);
    requireOk("SELECT EI", ResponseApdu.parse(answers.get(0)));
    var armed = whole(prepare, answers.get(1));
    if (ask) {
      var settled = settled(whole(loadStatus(), answers.get(2)));
      if (settled.isPresent()) {
        return settled.get();
      }
    }
    byte[] encoded = requireOk("PREPARE", armed).data();
    var request = request(encoded);
    if (ask) {
      evidence.notStored();
    } else if (item.subject().isEmpty()) {
      evidence.recall(request.serialNumber().toString());
      if (evidence.unsettled()) {
        var settled = settled(channel.send(loadStatus()));
        if (settled.isPresent()) {
          return settled.get();
        }
        evidence.notStored();
      }
    }
    return importKey(request, Bytes.of(encoded));
  }

  private CommandApdu prepare() {
    byte[] data =
        new TlvWriter().putNumber(0x83, place, 2).putNumber(0x82, target.ref1(), 2).toBytes();
    return command(Instruction.PREPARE, target.suite(), data);
  }

  private CommandApdu loadStatus() {
    return command(
        Instruction.GET_LOAD_STATUS, 0, new TlvWriter().putNumber(0x83, place, 2).toBytes());
  }

  private static CommandApdu command(Instruction instruction, int p1, byte[] data) {
    return new CommandApdu(0x80, instruction.ins(), p1, 0, data);
  }

  /** The whole answer; a module that hands it out in pieces is asked again. */
  private ResponseApdu whole(CommandApdu command, byte[] raw) throws LinkException {
    var answer = ResponseApdu.parse(raw);
    int high = answer.status().value() >> 8;
    boolean wrongLe = high == 0x6C && answer.length() == 0;
    return high == 0x61 || wrongLe ? channel.send(command) : answer;
  }

  private String attempt(String command) {
    return command + " for " + target.key() + " on " + item.endpoint();
  }

  private ResponseApdu requireOk(String command, ResponseApdu answer)
      throws StatusException, MalformedResponseException {
    requireSense(command, answer);
    if (!answer.status().ok()) {
      throw new StatusException(attempt(command), answer.status());
    }
    return answer;
  }

  /** ISO/IEC 7816-4, clause 5.6: SW1 is 6X or 9X, and no refusal brings data. */
  private void requireSense(String command, ResponseApdu answer) throws MalformedResponseException {
    int high = answer.status().value() >> 12;
    boolean unknown = high != 6 && high != 9;
    if (unknown || (!answer.status().ok() && answer.length() > 0)) {
      throw new MalformedResponseException(
          attempt(command), "%d bytes with status %s".formatted(answer.length(), answer.status()));
    }
  }

  /** Reads E0 and compares it with what was asked for and with what is known of the module. */
  private ExportRequest request(byte[] encoded) throws MalformedResponseException, KeyException {
    ExportRequest request;
    try {
      request = ExportRequest.decode(encoded);
    } catch (TlvException e) {
      throw new MalformedResponseException(attempt("PREPARE"), e.getMessage());
    }
    var serial = request.serialNumber();
    if (!item.subject().isEmpty() && !serial.equals(SerialNumber.parse(item.subject()))) {
      throw other("the module is " + serial + ", and " + item.subject() + " is meant");
    }
    if (!request.setId().equals(target.setId())) {
      throw other(
          "the module belongs to set %s, the key set is %s"
              .formatted(request.setId(), target.setId()));
    }
    if (request.transportKeyVersion() != target.transportKeyVersion()) {
      throw other(
          "the module's transport key has version %d, the key set's has %d"
              .formatted(request.transportKeyVersion(), target.transportKeyVersion()));
    }
    if (request.suite() != target.suite() || !request.offers(target.suite())) {
      throw other("the module does not offer suite %02X".formatted(target.suite()));
    }
    if (request.ref1() != target.ref1() || request.ref2() != place) {
      throw other("the module asks for another key or place than it was told to");
    }
    return request;
  }

  private KeyException other(String what) {
    return new KeyException(attempt("PREPARE") + " refused: " + what);
  }

  private ItemResult importKey(ExportRequest request, Bytes encodedRequest)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException {
    context.step();
    var issue = firstUnit.export(request, encodedRequest);
    var message = issue.message();
    if (!message.serialNumber().equals(request.serialNumber())
        || message.ref2() != request.ref2()
        || !message.challenge().equals(request.challenge())
        || message.keyVersion() != firstUnit.keyVersion()) {
      throw new AuthenticityException(
          attempt("EXPORT KEY"), "the first unit's message is not the answer to this request");
    }
    evidence.send(request.serialNumber(), issue.awaited(), tries);
    sent = true;
    var answer =
        channel.send(
            command(Instruction.IMPORT_KEY, target.mode().code(), issue.encoded().toArray()));
    return concluded(issue.awaited(), answer);
  }

  private ItemResult concluded(AwaitedReceipt issued, ResponseApdu answer)
      throws LinkException, ModuleException, VaultException, JobException, InterruptedException {
    ModuleException failure;
    try {
      requireSense("IMPORT KEY", answer);
    } catch (MalformedResponseException e) {
      return afterAll(e);
    }
    if (answer.status().ok()) {
      try {
        var receipt = LoadReceipt.decode(answer.data());
        if (issued.fits(receipt) && firstUnit.confirms(issued, receipt)) {
          return evidence.done(receipt, tries);
        }
        var earlier = evidence.match(receipt).filter(evidence::sameKey);
        if (earlier.isPresent()) {
          return evidence.settledBy(earlier.get(), receipt, tries);
        }
        failure =
            new AuthenticityException(
                attempt("IMPORT KEY"), "the module's receipt proves no load that is known here");
      } catch (TlvException e) {
        failure = new MalformedResponseException(attempt("IMPORT KEY"), e.getMessage());
      }
    } else {
      failure = new StatusException(attempt("IMPORT KEY"), answer.status());
    }
    return afterAll(failure);
  }

  /** The answer to IMPORTKEY may have been changed on its way, so the module is asked once more. */
  private ItemResult afterAll(ModuleException failure)
      throws LinkException, ModuleException, VaultException, JobException, InterruptedException {
    var answer = channel.send(loadStatus());
    int status = answer.status().value();
    if (status == NEVER_LOADED || status == NO_SUCH_PLACE) {
      context.unchanged();
      sent = false;
    } else if (answer.status().ok()) {
      var told = told(answer);
      var receipt = told.receipt();
      var match = told.load().filter(evidence::sameKey);
      boolean ours = match.filter(c -> c.record().isEmpty()).isPresent();
      if (match.isPresent() && (ours || !(failure instanceof StatusException))) {
        return evidence.settledBy(match.get(), receipt, tries);
      }
      if (failure instanceof StatusException) {
        context.unchanged();
      }
    }
    throw failure;
  }

  private LoadReceipt receipt(ResponseApdu answer) throws MalformedResponseException {
    try {
      return LoadReceipt.decode(answer.data());
    } catch (TlvException e) {
      throw new MalformedResponseException(attempt("GET LOAD STATUS"), e.getMessage());
    }
  }

  /**
   * A receipt that a module told.
   *
   * @param load the load that it proves, if one of those that are known
   */
  private record Told(LoadReceipt receipt, Optional<Evidence.Candidate> load) {}

  /**
   * Finds the load that a receipt proves. One that proves none says that those which are open did
   * not arrive; as it may have been changed on its way, it is believed when it is told twice.
   */
  private Told told(ResponseApdu answer)
      throws LinkException, ModuleException, JobException, InterruptedException {
    var receipt = receipt(requireOk("GET LOAD STATUS", answer));
    var load = evidence.match(receipt);
    if (load.isPresent()) {
      return new Told(receipt, load);
    }
    var again = receipt(requireOk("GET LOAD STATUS", channel.send(loadStatus())));
    if (again.equals(receipt)) {
      return new Told(receipt, load);
    }
    load = evidence.match(again);
    if (load.isEmpty()) {
      throw new MalformedResponseException(
          attempt("GET LOAD STATUS"), "two receipts that are not alike, one after the other");
    }
    return new Told(again, load);
  }

  /** What the module's status says of loads that broke off; empty if this load is still to do. */
  private Optional<ItemResult> settled(ResponseApdu answer)
      throws LinkException, ModuleException, VaultException, JobException, InterruptedException {
    int status = answer.status().value();
    if (status == NEVER_LOADED || status == NO_SUCH_PLACE) {
      return Optional.empty();
    }
    var told = told(answer);
    var receipt = told.receipt();
    var match = told.load();
    if (match.isPresent() && evidence.sameKey(match.get())) {
      return Optional.of(evidence.settledBy(match.get(), receipt, tries));
    }
    if (match.isPresent()) {
      evidence.settleEarlier(match.get(), receipt);
    }
    return Optional.empty();
  }
}
