// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CentreExchange;
import org.keywright.protocol.pairing.CentreQuestion;
import org.keywright.protocol.pairing.CentreReply;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;

/**
 * A desk that asks a centre for codes over a link.
 *
 * <p>Borrows the link, owns the desk's key, which {@link #close} wipes. For one thread.
 */
public final class Desk implements AutoCloseable {
  private static final int GET_CHALLENGE = 0x84;

  private final ApduChannel channel;
  private final String name;
  private final Key deskKey;
  private final Suite suite;
  private final Keys keys;

  /**
   * Makes a desk.
   *
   * @param name as the centre knows it
   * @param deskKey from now on this desk's
   * @param suite suite 01
   */
  public Desk(Link link, String name, Key deskKey, Suite suite, Keys keys) {
    this.channel = new ApduChannel(link);
    this.name = name;
    this.deskKey = deskKey;
    this.suite = suite;
    this.keys = keys;
  }

  /**
   * Makes a desk's key of the secret that desk and centre have in common; the caller owns it.
   *
   * @param secret stays the caller's
   */
  public static Key key(Passphrases passphrases, String name, KeyMaterial secret)
      throws KeyException {
    byte[] digest;
    try {
      digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("KW3.DESK" + name).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    return passphrases.stretch(
        secret, Bytes.of(Arrays.copyOf(digest, 16)), Passphrases.DEFAULT_COST);
  }

  /**
   * A centre's answer, proved to be its own; the owner closes it, which wipes the code.
   *
   * @param number the case's number
   * @param ground why
   * @param code ASCII digits, if it was given
   */
  public record Reply(long number, Ground ground, Optional<KeyMaterial> code)
      implements AutoCloseable {
    @Override
    public void close() {
      code.ifPresent(KeyMaterial::close);
    }
  }

  /** Asks for the code of a pairing. */
  public Reply code(
      SerialNumber module,
      SerialNumber host,
      long index,
      Optional<String> attestation,
      String purpose)
      throws LinkException, ModuleException, KeyException {
    return ask(CentreExchange.CODE, module, host, index, attestation, purpose);
  }

  /**
   * Asks for the code by which a user has a module erase its pairing with a host.
   *
   * @param host the one whose pairing is to go
   * @param index N that the module has now
   */
  public Reply erasureCode(SerialNumber module, SerialNumber host, long index, String purpose)
      throws LinkException, ModuleException, KeyException {
    return ask(CentreExchange.ERASURE_CODE, module, host, index, Optional.empty(), purpose);
  }

  private Reply ask(
      int instruction,
      SerialNumber module,
      SerialNumber host,
      long index,
      Optional<String> attestation,
      String purpose)
      throws LinkException, ModuleException, KeyException {
    send("SELECT " + Application.MC, Application.MC.select());
    Bytes centre = challenge();
    var question =
        new CentreQuestion(name, own(), module, host, index, attestation, purpose, false);
    try (var exchange = exchange(instruction, centre, question)) {
      var reply = CentreReply.decode(answer(exchange, instruction, question.encodeCode()));
      Optional<Ground> ground = Ground.of(reply.ground());
      if (ground.isEmpty() || reply.granted() != reply.code().isPresent()) {
        throw new TlvException("tag D4 or D5 is not what tag D3 says");
      }
      return new Reply(
          reply.number(),
          ground.get(),
          reply.code().isPresent()
              ? Optional.of(exchange.unwrap(reply.code().get()))
              : Optional.empty());
    } catch (TlvException e) {
      throw new MalformedResponseException(attempt(instruction), String.valueOf(e.getMessage()));
    }
  }

  private static String attempt(int instruction) {
    return switch (instruction) {
      case CentreExchange.CODE -> "CODE";
      case CentreExchange.ERASURE_CODE -> "ERASURE CODE";
      default -> "REPORT";
    };
  }

  /** Reports that a module and a host were seen together. */
  public void report(SerialNumber module, SerialNumber host, long index, boolean paired)
      throws LinkException, ModuleException, KeyException {
    send("SELECT " + Application.MC, Application.MC.select());
    Bytes centre = challenge();
    var question =
        new CentreQuestion(name, own(), module, host, index, Optional.empty(), "", paired);
    try (var exchange = exchange(CentreExchange.REPORT, centre, question)) {
      answer(exchange, CentreExchange.REPORT, question.encodeReport());
    } catch (TlvException e) {
      throw new MalformedResponseException("REPORT", String.valueOf(e.getMessage()));
    }
  }

  private Bytes own() {
    return Bytes.of(keys.random(CentreExchange.CHALLENGE_LENGTH));
  }

  private Bytes challenge() throws LinkException, ModuleException {
    byte[] challenge =
        send("GET CHALLENGE", new CommandApdu(0x00, GET_CHALLENGE, 0, 0, new byte[0], 16));
    if (challenge.length != CentreExchange.CHALLENGE_LENGTH) {
      throw new MalformedResponseException(
          "GET CHALLENGE", "a challenge of " + challenge.length + " bytes");
    }
    return Bytes.of(challenge);
  }

  private CentreExchange exchange(int instruction, Bytes centre, CentreQuestion question)
      throws KeyException {
    return new CentreExchange(suite, deskKey, instruction, name, centre, question.challenge());
  }

  private byte[] answer(CentreExchange exchange, int instruction, byte[] question)
      throws LinkException, ModuleException, TlvException, KeyException {
    var command = new CommandApdu(0x80, instruction, 0, 0, exchange.ask(question));
    return exchange.answered(send(attempt(instruction), command));
  }

  private byte[] send(String attempt, CommandApdu command) throws LinkException, StatusException {
    var answer = channel.send(command);
    if (!answer.status().ok()) {
      throw new StatusException(attempt + " at the centre", answer.status());
    }
    return answer.data();
  }

  @Override
  public void close() {
    deskKey.close();
  }
}
