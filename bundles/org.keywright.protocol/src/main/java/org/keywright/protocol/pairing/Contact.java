// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The carrier's part of a contact: takes each answer of the module to the host and of the host to
 * the module. It holds no key and is trusted with nothing; a real host does this in its firmware.
 *
 * <p>Borrows both links and closes neither; when they are closed, the session ends. For one thread.
 */
public final class Contact {
  private final Link moduleLink;
  private final Link hostLink;
  private final ApduChannel module;
  private final ApduChannel host;

  /** Makes the carrier between the links of a module and of a host. */
  public Contact(Link module, Link host) {
    this.moduleLink = module;
    this.hostLink = host;
    this.module = new ApduChannel(module);
    this.host = new ApduChannel(host);
  }

  /** A side refused; caught in here. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ContactOutcome.Refused outcome;

    Refused(SerialNumber host, Instruction step, ResponseApdu answer) {
      super("refused", null, false, false);
      outcome = new ContactOutcome.Refused(host, step, answer.status());
    }
  }

  /**
   * Brings module and host together.
   *
   * @param codes where the code comes from, if one is needed
   * @throws LinkException if a link breaks: whether they are paired then shows the next contact
   * @throws ModuleException if an answer is not laid out as the protocol has it
   */
  public ContactOutcome run(CodeSource codes) throws LinkException, ModuleException {
    try {
      return met(codes);
    } catch (Refused e) {
      return e.outcome;
    } catch (TlvException e) {
      throw new MalformedResponseException("contact of module and host", e.getMessage());
    }
  }

  private ContactOutcome met(CodeSource codes)
      throws LinkException, ModuleException, Refused, TlvException {
    var nobody = SerialNumber.of(new byte[SerialNumber.LENGTH]);
    byte[] hello = begin(hostLink, Application.MH, Instruction.BEGIN, new byte[0], nobody);
    var greeting = HostHello.decode(hello);
    byte[] said = begin(moduleLink, Application.MS, Instruction.HELLO, hello, greeting.host());
    var answer = ModuleHello.decode(said);
    var next = TlvReader.of(host(Instruction.GREETED, said, greeting));
    int instruction = next.takeNumber(0xB9, 1);
    byte[] data = next.take(0xBA, 0, TlvReader.LIMIT);
    next.end();
    if (instruction == Instruction.VERIFY.ins()) {
      open(data, greeting);
      return new ContactOutcome.Verified(answer.module(), greeting.host());
    }
    if (instruction != Instruction.PAIR.ins()) {
      throw new TlvException("tag B9 names neither VERIFY nor PAIR");
    }
    byte[] demand = module(Instruction.PAIR, data, greeting);
    var prompt = CodePrompt.decode(host(Instruction.ASKED, demand, greeting));
    var code =
        prompt.demand().codeNeeded()
            ? codes.code(prompt)
            : Optional.of(KeyMaterial.copyOf(new byte[0]));
    if (code.isEmpty()) {
      return new ContactOutcome.CodeNeeded(prompt);
    }
    byte[] block = enter(code.get(), greeting);
    byte[] key = module(Instruction.CODE, block, greeting);
    open(host(Instruction.PAIRED, key, greeting), greeting);
    return new ContactOutcome.Paired(
        answer.module(), greeting.host(), answer.index(), answer.row());
  }

  /**
   * Selects the application and sends the first command with it, in one write where that can be.
   */
  private static byte[] begin(
      Link link, Application application, Instruction instruction, byte[] data, SerialNumber host)
      throws LinkException, ModuleException, Refused {
    var answers =
        link.transceiveAll(
            List.of(application.select().toBytes(), instruction.command(data).toBytes()));
    var selected = ResponseApdu.parse(answers.get(0));
    if (!selected.status().ok()) {
      throw new StatusException("SELECT " + application, selected.status());
    }
    return accepted(instruction, ResponseApdu.parse(answers.get(1)), host);
  }

  private void open(byte[] proof, HostHello greeting) throws LinkException, Refused {
    host(Instruction.VERIFIED, module(Instruction.VERIFY, proof, greeting), greeting);
  }

  private byte[] enter(KeyMaterial code, HostHello greeting) throws LinkException, Refused {
    byte[] command;
    try (code) {
      command = SecuredRoom.enterCode(code);
    }
    try {
      var answer = ResponseApdu.parse(hostLink.transceive(command));
      return accepted(Instruction.ENTER_CODE, answer, greeting.host());
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  /**
   * Sends data from the host to the module in the open session, and back.
   *
   * @param data at most {@link PairingSession#MOST_DATA} bytes
   * @return what the host found in the module's answer
   * @throws StatusException if a side refuses, as without a session
   */
  public byte[] exchange(byte[] data) throws LinkException, ModuleException {
    byte[] message = required(host, Instruction.PROTECT, 0, plain(data));
    byte[] answer = required(module, Instruction.DATA, 0, message);
    byte[] opened = required(host, Instruction.OPEN, 0, answer);
    try {
      var in = TlvReader.of(opened);
      byte[] received = in.take(0xB7, 0, PairingSession.MOST_DATA);
      in.end();
      return received;
    } catch (TlvException e) {
      throw malformed(Instruction.OPEN, e);
    }
  }

  /**
   * Has the module give the host a control word in the open session.
   *
   * @param message what the word is for
   * @return the check value of the word that the host got
   * @throws StatusException if a side refuses, as without a session
   */
  public Kcv controlWord(byte[] message) throws LinkException, ModuleException {
    byte[] request = required(host, Instruction.PROTECT, 0, plain(message));
    byte[] word = required(module, Instruction.CONTROL_WORD, 0, request);
    byte[] opened = required(host, Instruction.OPEN, 1, word);
    try {
      var in = TlvReader.of(opened);
      byte[] kcv = in.take(0x96, KcvMethod.CMAC.length());
      in.end();
      return new Kcv(KcvMethod.CMAC, Bytes.of(kcv));
    } catch (TlvException e) {
      throw malformed(Instruction.OPEN, e);
    }
  }

  /**
   * Has the host ask the module, in the open session, to erase its pairing with a host, as a user
   * does who types the centre's code for it. The host hears from the module that it is done.
   *
   * @param erased SN of the host whose pairing is to go; may be the one at hand
   * @param code ASCII digits; stays the caller's
   * @throws StatusException if a side refuses, as for a wrong code or without a session
   */
  public void erase(SerialNumber erased, KeyMaterial code) throws LinkException, ModuleException {
    byte[] command = SecuredRoom.enterErasureCode(erased, code);
    byte[] request;
    try {
      var answer = ResponseApdu.parse(hostLink.transceive(command));
      if (!answer.status().ok()) {
        throw new StatusException(Instruction.ENTER_CODE.toString(), answer.status());
      }
      request = answer.data();
    } finally {
      Arrays.fill(command, (byte) 0);
    }
    byte[] done = required(module, Instruction.ERASE_BY_CODE, 0, request);
    required(host, Instruction.OPEN, 0, done);
  }

  private static byte[] plain(byte[] data) {
    return new TlvWriter(data.length + 4).put(0xB7, data).toBytes();
  }

  private static MalformedResponseException malformed(Instruction step, TlvException e) {
    return new MalformedResponseException(step.toString(), String.valueOf(e.getMessage()));
  }

  private byte[] module(Instruction instruction, byte[] data, HostHello greeting)
      throws LinkException, Refused {
    return accepted(instruction, module.send(instruction.command(data)), greeting.host());
  }

  private byte[] host(Instruction instruction, byte[] data, HostHello greeting)
      throws LinkException, Refused {
    return accepted(instruction, host.send(instruction.command(data)), greeting.host());
  }

  private static byte[] accepted(Instruction step, ResponseApdu answer, SerialNumber host)
      throws Refused {
    if (!answer.status().ok()) {
      throw new Refused(host, step, answer);
    }
    return answer.data();
  }

  private static byte[] required(ApduChannel to, Instruction instruction, int p1, byte[] data)
      throws LinkException, StatusException {
    var command = new CommandApdu(instruction.cla(), instruction.ins(), p1, 0, data, 0x10000);
    var answer = to.send(command);
    if (!answer.status().ok()) {
      throw new StatusException(instruction.toString(), answer.status());
    }
    return answer.data();
  }
}
