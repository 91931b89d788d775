// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.download.LoadProcedure.Candidate;
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
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.VaultException;

/** One load over one link. For one thread. */
final class Conversation {
  private static final int KEPT = 4;
  private static final int NEVER_LOADED = 0x6985;
  private static final int NO_SUCH_PLACE = 0x6A88;
  private static final byte[] SELECT = Application.EI.select().toBytes();

  private final LoadTarget target;
  private final FirstUnit firstUnit;
  private final Link link;
  private final JobItem item;
  private final ItemContext context;
  private final List<Candidate> awaited;
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
      List<Candidate> awaited,
      int tries) {
    this.target = target;
    this.firstUnit = firstUnit;
    this.link = link;
    this.item = item;
    this.context = context;
    this.awaited = awaited;
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
    boolean ask = awaited.stream().anyMatch(Candidate::unsettled);
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
      notStored();
    } else if (item.subject().isEmpty()) {
      awaited.addAll(Candidate.of(context.known(request.serialNumber().toString(), item.place())));
      if (awaited.stream().anyMatch(Candidate::unsettled)) {
        var settled = settled(channel.send(loadStatus()));
        if (settled.isPresent()) {
          return settled.get();
        }
        notStored();
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
    return high == 0x61 || high == 0x6C ? channel.send(command) : answer;
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
    String serial = request.serialNumber().toString();
    awaited.addFirst(new Candidate(issue.awaited(), Optional.empty()));
    context.sent(serial, facts(issue.awaited()), pending());
    sent = true;
    var answer =
        channel.send(
            command(Instruction.IMPORT_KEY, target.mode().code(), issue.encoded().toArray()));
    return concluded(issue.awaited(), serial, answer);
  }

  /** What the record keeps: this load's receipt first, then those of this item's earlier tries. */
  private Bytes pending() {
    return AwaitedReceipt.encode(
        awaited.stream()
            .filter(c -> c.record().map(this::own).orElse(true))
            .map(Candidate::awaited)
            .limit(KEPT)
            .toList());
  }

  private boolean own(ItemRecord record) {
    return record.job() == context.job() && record.sequence() == item.sequence();
  }

  private ItemResult concluded(AwaitedReceipt issued, String serial, ResponseApdu answer)
      throws LinkException, ModuleException, VaultException, JobException, InterruptedException {
    ModuleException failure;
    try {
      requireSense("IMPORT KEY", answer);
    } catch (MalformedResponseException e) {
      return afterAll(e, serial);
    }
    if (answer.status().ok()) {
      try {
        var receipt = LoadReceipt.decode(answer.data());
        if (issued.fits(receipt) && firstUnit.confirms(issued, receipt)) {
          return done(serial, receipt, "");
        }
        var earlier = match(receipt).filter(this::sameKey);
        if (earlier.isPresent()) {
          return settledBy(earlier.get(), serial, receipt);
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
    return afterAll(failure, serial);
  }

  /** The answer to IMPORTKEY may have been changed on its way, so the module is asked once more. */
  private ItemResult afterAll(ModuleException failure, String serial)
      throws LinkException, ModuleException, VaultException, JobException, InterruptedException {
    var answer = channel.send(loadStatus());
    int status = answer.status().value();
    if (status == NEVER_LOADED || status == NO_SUCH_PLACE) {
      context.unchanged();
      sent = false;
    } else if (answer.status().ok()) {
      var receipt = receipt(answer);
      var match = match(receipt).filter(this::sameKey);
      boolean ours = match.filter(c -> c.record().isEmpty()).isPresent();
      if (match.isPresent() && (ours || !(failure instanceof StatusException))) {
        return settledBy(match.get(), serial, receipt);
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

  /** What the module's status says of loads that broke off; empty if this load is still to do. */
  private Optional<ItemResult> settled(ResponseApdu answer)
      throws LinkException, ModuleException, VaultException, JobException, InterruptedException {
    int status = answer.status().value();
    if (status == NEVER_LOADED || status == NO_SUCH_PLACE) {
      return Optional.empty();
    }
    var receipt = receipt(requireOk("GET LOAD STATUS", answer));
    var match = match(receipt);
    if (match.isEmpty()) {
      return Optional.empty();
    }
    if (sameKey(match.get())) {
      String serial = match.get().record().map(Conversation::serial).orElseGet(item::subject);
      return Optional.of(settledBy(match.get(), serial, receipt));
    }
    settleEarlier(match.get(), receipt);
    return Optional.empty();
  }

  private static String serial(ItemRecord record) {
    return record.facts().getOrDefault("serial", record.subject());
  }

  /** After a fresh PREPARE and a status without their receipts, open loads did not arrive. */
  private void notStored() throws VaultException {
    for (Candidate candidate : awaited) {
      var record = candidate.record();
      if (candidate.unsettled() && record.isPresent() && !own(record.get())) {
        context.settle(
            with(
                record.get(),
                ItemState.UNREACHED,
                "the key was not stored; found out by job " + context.job(),
                record.get().facts()));
      }
    }
    awaited.replaceAll(Candidate::asSettled);
    context.unchanged();
  }

  private Optional<Candidate> match(LoadReceipt receipt)
      throws LinkException, JobException, InterruptedException {
    for (Candidate candidate : awaited) {
      if (candidate.awaited().fits(receipt)
          && (candidate.recorded(receipt)
              || candidate.awaited().matches(receipt)
              || firstUnit.confirms(candidate.awaited(), receipt))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private boolean sameKey(Candidate candidate) {
    return candidate.awaited().ref1() == target.ref1()
        && candidate.awaited().keyVersion() == firstUnit.keyVersion();
  }

  private ItemResult settledBy(Candidate candidate, String serial, LoadReceipt receipt)
      throws VaultException {
    settleEarlier(candidate, receipt);
    String by =
        candidate
            .record()
            .filter(r -> r.job() != context.job())
            .map(r -> "held since job " + r.job())
            .orElse("settled by GET LOAD STATUS");
    return done(serial, receipt, by);
  }

  /** Notes in the record of another job's load that the module has proved it. */
  private void settleEarlier(Candidate candidate, LoadReceipt receipt) throws VaultException {
    var record = candidate.record();
    if (record.isPresent() && candidate.unsettled() && !own(record.get())) {
      var facts = new HashMap<>(record.get().facts());
      prove(facts, receipt);
      facts.put("settled", "found out by job " + context.job());
      context.settle(with(record.get(), ItemState.DONE, "", facts));
    }
    awaited.replaceAll(c -> c.record().equals(record) ? c.asSettled() : c);
  }

  private static ItemRecord with(
      ItemRecord record, ItemState state, String reason, Map<String, String> facts) {
    return new ItemRecord(
        record.job(),
        record.sequence(),
        record.subject(),
        record.place(),
        record.endpoint(),
        state,
        reason,
        facts,
        record.pending(),
        record.at());
  }

  private ItemResult done(String serial, LoadReceipt receipt, String settled) {
    var facts = new HashMap<>(firstUnit.facts());
    prove(facts, receipt);
    facts.put("tries", Integer.toString(tries));
    if (!settled.isEmpty()) {
      facts.put("settled", settled);
    }
    return new ItemResult(ItemState.DONE, serial, "", facts, Optional.of(pending()));
  }

  private static void prove(Map<String, String> facts, LoadReceipt receipt) {
    facts.put("kvn", Integer.toString(receipt.keyVersion()));
    facts.put("kcv", receipt.kcv().value().hex());
    facts.put("kcvMethod", receipt.kcv().method().label());
    facts.put("receipt", receipt.mac().hex());
  }

  private Map<String, String> facts(AwaitedReceipt issued) {
    var facts = new HashMap<>(firstUnit.facts());
    facts.put("kvn", Integer.toString(issued.keyVersion()));
    issued
        .kcv()
        .ifPresent(
            kcv -> {
              facts.put("kcv", kcv.value().hex());
              facts.put("kcvMethod", kcv.method().label());
            });
    facts.put("tries", Integer.toString(tries));
    return facts;
  }
}
