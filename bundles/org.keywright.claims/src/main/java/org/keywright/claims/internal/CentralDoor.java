// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.CentralRun;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.KeyReceipt;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.protocol.personalization.TransactionKeys;

/**
 * A central system that listens on loopback. It admits modules whose certificates chain to the
 * manufacturer's root, and gives the proof's thread the link to each.
 */
final class CentralDoor implements AutoCloseable {
  final LoopbackDoor<Optional<HandshakeFault>> door;
  private final Bureau bureau;
  private final Credential own;
  private final List<RevocationList> lists;
  private final BlockingQueue<Guest> guests = new LinkedBlockingQueue<>();

  /** The central system of a unit. */
  CentralDoor(Bureau bureau, UnitBooks books) throws IOException {
    this(bureau, books.centralPair, books.centralChain(), List.of());
  }

  /** One that shows these certificates and heeds these lists. */
  CentralDoor(Bureau bureau, EcKeyPair pair, CertificateChain chain, List<RevocationList> lists)
      throws IOException {
    this.bureau = bureau;
    this.own = new Credential(pair.privateKey(), chain);
    this.lists = lists;
    this.door = new LoopbackDoor<>(this::serve);
  }

  private Optional<HandshakeFault> serve(Socket socket) throws IOException {
    var trust = Trust.in(bureau.root, KeyPurpose.MODULE).heeding(lists);
    try (SecureChannel channel = bureau.channels.accept(socket, own, trust, LoopbackDoor.PATIENCE);
        var guest = new Guest(bureau, channel)) {
      guests.add(guest);
      guest.left.await();
      return Optional.empty();
    } catch (HandshakeException e) {
      return Optional.of(e.fault());
    } catch (KeyException | Refusal e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The next module that was admitted. */
  Guest admitted() throws Observed.Otherwise, InterruptedException {
    Guest guest = guests.poll(LoopbackDoor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (guest == null) {
      throw new Observed.Otherwise("the central system has admitted nobody");
    }
    return guest;
  }

  /** Whether nobody was admitted who was not asked for. */
  boolean quiet() {
    return guests.isEmpty();
  }

  @Override
  public void close() throws IOException {
    guests.forEach(Guest::close);
    door.close();
  }

  /** A module that was admitted, until it is let go. For one thread. */
  static final class Guest implements AutoCloseable {
    final CertificateChain shown;
    private final CountDownLatch left = new CountDownLatch(1);
    private final CentralRun run;
    private final MessageStream stream;

    private Guest(Bureau bureau, SecureChannel channel) throws KeyException, Refusal {
      shown = channel.peer().orElseThrow();
      stream = new MessageStream(channel.input(), channel.output());
      run =
          new CentralRun(
              bureau.crypto,
              ModuleNames.module(shown.leaf()),
              channel.exportKey(TransactionKeys.PROTECTION_LABEL, new byte[0], KeySpec.AES_256),
              channel.exportKey(TransactionKeys.RECEIPT_LABEL, new byte[0], KeySpec.AES_256));
    }

    private byte[] ask(Bytes message) throws IOException {
      stream.write(message);
      return stream.read().orElseThrow(() -> new IOException("the module has left"));
    }

    /** Loads a transaction key. */
    KeyReceipt load(KeyLoad.Form form, int slot, KeyRecord record)
        throws IOException, KeyException, Refusal {
      return run.receipt(ask(run.load(form, slot, record)));
    }

    /** Loads a transaction key of whose message one bit is changed inside the link. */
    KeyReceipt loadBent(KeyLoad.Form form, int slot, KeyRecord record)
        throws IOException, KeyException, Refusal {
      byte[] message = run.load(form, slot, record).toArray();
      message[message.length - 1] ^= 1;
      return run.receipt(ask(Bytes.of(message)));
    }

    /** Whether the module answers a challenge as the key makes it. */
    boolean proves(int slot, Bytes challenge, Key key) throws IOException, Refusal {
      return run.proves(ask(run.use(slot, challenge)), slot, challenge, key);
    }

    /** Ends the link. */
    @Override
    public void close() {
      run.close();
      left.countDown();
    }
  }
}
