// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.pairing.CentreExchange;
import org.keywright.protocol.pairing.CentreQuestion;
import org.keywright.protocol.pairing.CentreReply;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.CommandAssembler;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.vault.PairingReport;
import org.keywright.vault.VaultException;

/**
 * The centre as one desk's connection sees it: an application that answers commands (pairing.md,
 * the centre). Nothing is written, and no more than a MAC is computed, for who cannot prove that he
 * is a desk; after three wrong proofs the connection is cut.
 */
final class CentreProgram implements ApduResponder {
  private static final int MOST_WRONG = 3;
  private static final int MAC = 16;
  private static final int SELECT = 0xA4;
  private static final int GET_CHALLENGE = 0x84;
  private static final int STATUS = 0x40;

  /** T=1, category 80, extended length and chaining, and the letters KWMC. */
  private static final Atr ATR =
      Atr.of(
          new byte[] {
            0x3B,
            (byte) 0x8A,
            0x01,
            (byte) 0x80,
            0x73,
            0x00,
            0x00,
            (byte) 0xC0,
            0x44,
            'K',
            'W',
            'M',
            'C',
            (byte) 0xEE
          });

  private final Centre centre;
  private final CommandAssembler assembler = new CommandAssembler(TlvReader.LIMIT);
  private boolean selected;
  private @Nullable Bytes challenge;
  private int wrong;

  CentreProgram(Centre centre) {
    this.centre = centre;
  }

  /** What all connections share. */
  record Centre(
      Suite suite, Keys keys, Map<String, Key> desks, Semaphore atWork, Questions questions) {}

  /** Who answers what a desk asks. */
  interface Questions {
    /**
     * Asks whether desks may be answered still: with that the desks' keys are wiped.
     *
     * @throws VaultException if not, saying why
     */
    void requireOpen() throws VaultException;

    CodeAnswer code(CodeRequest request) throws KeyException, VaultException;

    CodeAnswer erasureCode(CodeRequest request) throws KeyException, VaultException;

    /** The sighting's number; none if the module is not known. */
    OptionalLong report(String actor, PairingReport report) throws VaultException;

    Instant now();
  }

  @Override
  public Atr atr() {
    return ATR;
  }

  @Override
  public byte[] respond(byte[] command) throws LinkException {
    if (wrong >= MOST_WRONG) {
      throw new LinkException("the desk's proof was wrong " + MOST_WRONG + " times");
    }
    return assembler.respond(command, this::execute);
  }

  private ResponseApdu execute(CommandApdu command) {
    try {
      return new ResponseApdu(answer(command), StatusWord.OK);
    } catch (Refusal e) {
      return new ResponseApdu(e.status());
    } catch (TlvException e) {
      return new ResponseApdu(new StatusWord(0x6A80));
    } catch (VaultException | KeyException e) {
      System.getLogger(CentreProgram.class.getName())
          .log(System.Logger.Level.WARNING, "a question was not answered: {0}", e.getMessage());
      return new ResponseApdu(new StatusWord(0x6581));
    }
  }

  private byte[] answer(CommandApdu command)
      throws Refusal, TlvException, VaultException, KeyException {
    if (command.cla() == 0x00 && command.ins() == SELECT) {
      selected = Arrays.equals(command.data(), Application.MC.aid());
      if (!selected) {
        throw new Refusal(0x6A82);
      }
      return new byte[0];
    }
    if (!selected) {
      throw new Refusal(0x6985);
    }
    if (command.p1() != 0 || command.p2() != 0) {
      throw new Refusal(0x6A86);
    }
    if (command.cla() == 0x00 && command.ins() == GET_CHALLENGE) {
      Bytes fresh = Bytes.of(centre.keys().random(CentreExchange.CHALLENGE_LENGTH));
      challenge = fresh;
      return fresh.toArray();
    }
    if (command.cla() != 0x80) {
      throw new Refusal(0x6E00);
    }
    return switch (command.ins()) {
      case STATUS -> new TlvWriter().putNumber(0x80, centre.suite().id(), 1).toBytes();
      case CentreExchange.CODE, CentreExchange.REPORT, CentreExchange.ERASURE_CODE ->
          question(command);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] question(CommandApdu command)
      throws Refusal, TlvException, VaultException, KeyException {
    Bytes mine = challenge;
    challenge = null;
    if (mine == null) {
      throw new Refusal(0x6984);
    }
    byte[] data = command.data();
    var in = TlvReader.of(data);
    var question = CentreQuestion.read(in, command.ins());
    byte[] covered = Arrays.copyOf(data, in.position());
    byte[] mac = in.take(0x8E, MAC);
    in.end();
    centre.questions().requireOpen();
    try (Key deskKey = deskKey(question.desk());
        var exchange =
            new CentreExchange(
                centre.suite(),
                deskKey,
                command.ins(),
                question.desk(),
                mine,
                question.challenge())) {
      boolean known = centre.desks().containsKey(question.desk());
      if (!exchange.asks(covered, mac) || !known) {
        wrong++;
        throw new Refusal(0x6982);
      }
      return exchange.answer(
          command.ins() == CentreExchange.REPORT
              ? report(question)
              : code(question, command.ins() == CentreExchange.ERASURE_CODE, exchange));
    }
  }

  /** A desk that is not known costs as much time as one that is. */
  private Key deskKey(String desk) {
    Key known = centre.desks().get(desk);
    return known == null ? centre.keys().generate(centre.suite().keySpec()) : known.copy();
  }

  private byte[] code(CentreQuestion question, boolean erasing, CentreExchange exchange)
      throws Refusal, VaultException, KeyException {
    var request =
        new CodeRequest(
            "desk " + question.desk(),
            question.purpose(),
            question.module(),
            question.host(),
            question.index(),
            question.attestation());
    takeTurn();
    try (CodeAnswer answer =
        erasing ? centre.questions().erasureCode(request) : centre.questions().code(request)) {
      return new CentreReply(
              answer.decided().number(),
              answer.decided().granted(),
              answer.ground().code(),
              answer.code().isPresent()
                  ? Optional.of(exchange.wrap(answer.code().get()))
                  : Optional.empty())
          .encode();
    } finally {
      centre.atWork().release();
    }
  }

  private byte[] report(CentreQuestion question) throws Refusal, VaultException {
    var report =
        new PairingReport(
            question.module().toString(),
            question.host().toString(),
            question.index(),
            question.paired(),
            OptionalLong.empty(),
            Optional.empty(),
            centre.questions().now());
    takeTurn();
    try {
      OptionalLong number = centre.questions().report("desk " + question.desk(), report);
      if (number.isEmpty()) {
        throw new Refusal(0x6A88);
      }
      return new TlvWriter().putNumber(0xD2, number.getAsLong(), 8).toBytes();
    } finally {
      centre.atWork().release();
    }
  }

  private void takeTurn() throws Refusal {
    try {
      centre.atWork().acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(0x6581);
    }
  }
}
