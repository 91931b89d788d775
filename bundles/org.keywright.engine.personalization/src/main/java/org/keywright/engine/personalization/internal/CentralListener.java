// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.ServerEvent;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.TransactionKey;
import org.keywright.vault.VaultException;

/** A central system that listens. */
final class CentralListener implements CentralServer {
  private static final System.Logger LOG = System.getLogger(CentralListener.class.getName());

  private final CentralDoor door;
  private final Grant grant;
  private final ServerSettings settings;
  private final Consumer<CentralListener> onClose;
  private final KeyDesk desk;
  private final Events events;
  private final Listener listener;
  private final Map<SerialNumber, ModuleConnection> modules = new ConcurrentHashMap<>();
  private final AtomicLong admitted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failedHandshakes = new AtomicLong();
  private final ServerEnd end;

  /** Takes over door and grant. */
  CentralListener(
      CentralDoor door,
      Grant grant,
      InetSocketAddress at,
      ServerSettings settings,
      Optional<KeyLoad.Form> load,
      Consumer<CentralListener> onClose)
      throws IOException {
    this.door = door;
    this.grant = grant;
    this.settings = settings;
    this.onClose = onClose;
    this.desk = new KeyDesk(door, grant, load, this::holds);
    this.events = new Events(door.services().clock());
    this.listener = Listener.open(at, settings.connections(), this::receive);
    this.end =
        new ServerEnd(
            grant,
            door.name(),
            events,
            () -> "%d modules admitted, %d refused".formatted(admitted.get(), refused.get()),
            this::hangUp);
  }

  void start() {
    listener.start("keywright-central-" + central());
    end.begin();
  }

  private void hangUp() {
    listener.close();
    door.close();
    onClose.accept(this);
  }

  @Override
  public String central() {
    return door.name();
  }

  @Override
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public List<Connected> connected() {
    return modules.values().stream()
        .sorted(Comparator.comparing(each -> each.module().toString()))
        .map(each -> new Connected(each.module(), each.unit(), each.from(), each.since()))
        .toList();
  }

  @Override
  public Counts counts() {
    return new Counts(
        listener.connections(), admitted.get(), refused.get(), failedHandshakes.get());
  }

  @Override
  public List<ServerEvent> events() {
    return events.all();
  }

  @Override
  public List<ServerEvent> refusals() {
    return events.refusals();
  }

  @Override
  public void observe(Consumer<ServerEvent> observer) {
    events.observe(observer);
  }

  private void receive(Socket socket) {
    String from = Listener.from(socket);
    try (SecureChannel channel =
        door.services()
            .channels()
            .accept(socket, door.credential(), door.trust(), settings.handshake())) {
      serve(channel, socket);
    } catch (HandshakeException e) {
      failedHandshakes.incrementAndGet();
      events.failed(from, e);
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", from, e.getMessage());
    } catch (IOException | VaultException | KeyException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", from, e.getMessage());
    } catch (Refusal e) {
      refused.incrementAndGet();
      events.refused(from, e.status().hex() + " " + e.getMessage());
    }
  }

  private void serve(SecureChannel channel, Socket socket)
      throws Refusal, VaultException, KeyException {
    CertificateChain chain = channel.peer().orElseThrow();
    SerialNumber module = ModuleNames.module(chain.leaf());
    String unit =
        door.unitOf(chain)
            .orElseThrow(
                () -> new Refusal(0x6982, module + " is certified by a unit that is not enrolled"));
    var connection =
        new ModuleConnection(
            door.services().cryptography(),
            channel,
            socket,
            module,
            unit,
            settings.answer(),
            door.services().now());
    try {
      Acting.<Object, VaultException>perform(
          this::leave,
          new Act(grant.act().actor(), "perso:admit", central() + " admits " + module, ""),
          mine ->
              door.vault()
                  .centralModules()
                  .admit(mine, central(), module.toString(), chain.leaf().encoded()));
      ModuleConnection before = modules.put(module, connection);
      if (before != null) {
        before.close();
      }
      admitted.incrementAndGet();
      events.add(module.toString(), "is admitted");
      desk.welcome(connection);
      connection.serve();
    } finally {
      modules.remove(module, connection);
      connection.close();
    }
  }

  /** Leave to what a module wants, while the central system's key may still be used. */
  private Grant leave(Act act) throws VaultException {
    grant.requireInForce();
    return grant.below(act);
  }

  private ModuleConnection require(SerialNumber module) throws IOException {
    ModuleConnection connection = modules.get(module);
    if (connection == null) {
      throw new IOException(module + " is not connected to " + central());
    }
    return connection;
  }

  @Override
  public TransactionKey load(String actor, SerialNumber module, KeyLoad.Form form)
      throws IOException, Refusal, KeyException, VaultException {
    TransactionKey held = desk.load(actor, require(module), form);
    holds(held);
    return held;
  }

  private void holds(TransactionKey key) {
    events.add(key.module(), "holds key version " + key.keyVersion());
  }

  @Override
  public boolean use(String actor, SerialNumber module)
      throws IOException, Refusal, KeyException, VaultException {
    return desk.use(actor, require(module));
  }

  @Override
  public int cutRevoked() throws VaultException, KeyException {
    int cut = 0;
    for (ModuleConnection connection : modules.values()) {
      if (!door.stillAdmits(connection.chain())) {
        events.refused(
            connection.module().toString(), "is cut off: it would not be admitted any more");
        connection.close();
        cut++;
      }
    }
    return cut;
  }

  @Override
  public void close() {
    end.close();
  }
}
