// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Abort;
import org.keywright.protocol.personalization.LinkProof;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.ModuleRun;
import org.keywright.protocol.personalization.Settlement;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.SimulatedModule.CentralLink;
import org.keywright.transport.sim.internal.PoweredUnit.Connection;

/**
 * The network side of a security module: it dials, and each message that comes is answered like a
 * command, under the unit's lock and with its faults.
 */
final class Dialling {
  private static final byte[] NOTHING = {};

  private final String name;
  private final SmProgram program;
  private final ModuleCore core;
  private final SecureChannels channels;
  private final Patience patience;

  Dialling(String name, SmProgram program, SecureChannels channels, Patience patience) {
    this.name = name;
    this.program = program;
    this.core = program.core();
    this.channels = channels;
    this.patience = patience;
  }

  /** Opens a channel on a connected socket. */
  private interface Opening {
    SecureChannel open(Socket socket) throws IOException;
  }

  /** Something on a link. */
  private interface Talking<R> {
    R talk() throws IOException, Refusal;
  }

  /** What does not come to a good end is counted. */
  private <R> R counted(Connection connection, Talking<R> talking) throws IOException, Refusal {
    boolean good = false;
    try {
      R result = talking.talk();
      good = true;
      return result;
    } finally {
      if (!good) {
        connection.ifPowered(core::countFailure);
      }
    }
  }

  void personalize(Connection connection, Address address) throws IOException, Refusal {
    Trust trust = connection.within(() -> core.checks().units());
    try (Credential own = connection.within(this::identity)) {
      counted(
          connection,
          () -> {
            try (var channel =
                dialled(address, s -> channels.connect(s, own, trust, patience.handshake()))) {
              Certificate shown = channel.peer().orElseThrow().leaf();
              Certificate unit = connection.within(() -> core.linkedUnit(shown.encoded()));
              return carry(connection, channel, stream(channel), unit);
            }
          });
    }
  }

  void personalizeByTicket(Connection connection) throws IOException, Refusal {
    var admission =
        connection.within(
            () -> program.tickets().admission().orElseThrow(() -> new Refusal(0x6985)));
    var address = Address.parse(admission.address());
    try (var shared = admission.shared()) {
      counted(
          connection,
          () -> {
            try (var channel =
                dialled(address, s -> channels.connect(s, shared, patience.handshake()))) {
              var stream = stream(channel);
              Certificate unit = proved(connection, channel, stream, shared.identity());
              return carry(connection, channel, stream, unit);
            }
          });
    }
  }

  /** Both ends show their certificates inside, the unit first. */
  private Certificate proved(
      Connection connection, SecureChannel channel, MessageStream stream, Bytes ticket)
      throws IOException, Refusal {
    byte[] message = required(heard(channel, stream));
    try {
      var proof = LinkProof.decode(message);
      Certificate unit = connection.within(() -> core.linkedUnit(proof.certificate()));
      proof.require(unit, LinkProof.unitCovers(channel.binding(), ticket), core.crypto().ecKeys());
      byte[] covered = LinkProof.moduleCovers(channel.binding(), ticket);
      Bytes certificate = connection.within(core::identityCertificate).encoded();
      Bytes signature = Bytes.of(connection.within(() -> signed(covered)));
      stream.write(Bytes.of(new LinkProof(certificate, signature).encode()));
      return unit;
    } catch (TlvException e) {
      throw new Refusal(0x6A80, e.getMessage());
    }
  }

  private byte[] signed(byte[] message) throws Refusal {
    try {
      return core.signWithIdentity(message);
    } catch (KeyException e) {
      throw new Refusal(0x6F00, "the identity key does not sign");
    }
  }

  private Credential identity() throws Refusal {
    Key key = core.now().identity().orElseThrow(() -> new Refusal(0x6985)).key();
    return new Credential(key.copy(), CertificateChain.of(core.identityCertificate()));
  }

  private SecureChannel dialled(Address address, Opening opening) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()),
          Math.toIntExact(patience.connecting().toMillis()));
      return opening.open(socket);
    } catch (IOException e) {
      socket.close();
      throw new LinkException(name + ": no link to " + address + ": " + e.getMessage(), e);
    }
  }

  private static MessageStream stream(SecureChannel channel) {
    return new MessageStream(channel.input(), channel.output());
  }

  /** Waits for a message of a unit, and not for ever. */
  private Optional<byte[]> heard(SecureChannel channel, MessageStream stream) throws IOException {
    channel.limit(patience.message());
    return stream.read();
  }

  private byte[] required(Optional<byte[]> received) throws LinkException {
    return received.orElseThrow(() -> new LinkException(name + ": the other end closed the link"));
  }

  /** Carries a run to its end; the keys that it gives are used only once the link is closed. */
  private ModuleRun carry(
      Connection connection, SecureChannel channel, MessageStream stream, Certificate unit)
      throws IOException, Refusal {
    ModuleRun run = connection.within(() -> program.beginRun(channel.binding(), unit));
    try {
      converse(connection, channel, stream, run);
    } finally {
      channel.close();
      release(connection, run);
    }
    if (run.refusal().isPresent()) {
      throw run.refusal().get();
    }
    return run;
  }

  private void release(Connection connection, ModuleRun run) throws Refusal {
    try {
      connection.within(
          () -> {
            program.endRun(run);
            return NOTHING;
          });
    } catch (LinkException e) {
      // The module was switched off, which has ended the run already.
      run.close();
    }
  }

  private void converse(
      Connection connection, SecureChannel channel, MessageStream stream, ModuleRun run)
      throws IOException {
    boolean last = false;
    boolean settled = false;
    while (!last) {
      Optional<byte[]> received = heard(channel, stream);
      if (received.isEmpty() && settled) {
        // the unit only wanted the acknowledgement of an earlier run
        return;
      }
      byte[] message = required(received);
      byte[] answer =
          connection.exchange(
              message[0] & 0xFF,
              () -> run.receive(message).message().map(Bytes::toArray).orElse(NOTHING));
      last = run.over();
      settled = (message[0] & 0xFF) == Settlement.TAG && !Abort.isOne(answer);
      if (answer.length > 0) {
        stream.write(Bytes.of(answer));
      }
    }
  }

  CentralLink attach(Connection connection, Optional<Address> chosen) throws IOException, Refusal {
    var given = connection.within(core::requireOperation);
    Address address = chosen.isPresent() ? chosen.get() : Address.parse(given.centralAddress());
    Trust trust =
        Trust.in(core.root(), KeyPurpose.CENTRAL).only(given.centralCertificate().publicKey());
    try (Credential own = connection.within(this::operational)) {
      SecureChannel channel =
          counted(
              connection,
              () -> dialled(address, s -> channels.connect(s, own, trust, patience.handshake())));
      return new Attachment(name, connection, channel, program.keyCommands(), keys(channel))
          .started();
    }
  }

  private Credential operational() throws Refusal {
    var given = core.requireOperation();
    return new Credential(
        given.moduleKey().copy(),
        CertificateChain.of(given.moduleCertificate(), given.unitCertificate()));
  }

  private TransactionKeys keys(SecureChannel channel) throws IOException {
    try {
      return new TransactionKeys(
          core.crypto(),
          core.module(),
          channel.exportKey(TransactionKeys.PROTECTION_LABEL, NOTHING, KeySpec.AES_256),
          channel.exportKey(TransactionKeys.RECEIPT_LABEL, NOTHING, KeySpec.AES_256));
    } catch (KeyException e) {
      channel.close();
      throw new LinkException(name + ": the channel gives no keys", e);
    }
  }
}
