// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.UserDevices;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Abort;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.TanDelivery;
import org.keywright.protocol.personalization.TanRequest;
import org.keywright.protocol.personalization.TicketRequest;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.TlvException;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Users' devices whose keys the open vault holds. */
@Component(service = UserDevices.class)
public final class PlayedDevices implements UserDevices {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Services services;
  private final Parties parties;

  /** Called by the framework. */
  @Activate
  public PlayedDevices(@Reference Services services) {
    this.services = services;
    this.parties = new Parties(services);
  }

  @Override
  public CertificateRequest create(String actor, DeviceKind kind, String name, String organization)
      throws VaultException, KeyException {
    return parties.make(actor, "perso:device make", kind.party(name), organization);
  }

  @Override
  public Certificate install(
      String actor, DeviceKind kind, String name, CertificateChain chain, Certificate root)
      throws VaultException, KeyException {
    Vault vault = services.vault();
    Party party = kind.party(name);
    services.certificates().check(chain, Trust.in(root, kind.purpose()), services.now());
    return Acting.<Certificate, KeyException>perform(
        vault,
        actor,
        "perso:device install",
        party + " takes its certificate",
        grant -> {
          parties.install(grant, vault, party, chain, root);
          return chain.leaf();
        });
  }

  /** What a device asks the unit; gets the whole answer. */
  @FunctionalInterface
  private interface Talk<R> {
    R with(SecureChannel channel, byte[] answer) throws IOException, TlvException, KeyException;
  }

  private <R> R ask(Grant grant, Party party, InetSocketAddress unit, byte[] question, Talk<R> talk)
      throws IOException, Refusal, KeyException, VaultException {
    Vault vault = services.vault();
    var trust = Trust.in(parties.root(vault, party), KeyPurpose.PERSONALIZER);
    var socket = new Socket();
    Deadline deadline = Deadline.of(LIMIT.multipliedBy(2), socket);
    try (Credential credential = parties.credential(grant, vault, party)) {
      socket.connect(unit, (int) LIMIT.toMillis());
      try (SecureChannel channel = services.channels().connect(socket, credential, trust, LIMIT)) {
        var stream = new MessageStream(channel.input(), channel.output());
        stream.write(Bytes.of(question));
        byte[] answer =
            stream.read().orElseThrow(() -> new IOException("the unit closed and gave no answer"));
        requireNoAbort(answer);
        return talk.with(channel, answer);
      }
    } catch (TlvException e) {
      throw new IOException("the unit's answer is malformed: " + e.getMessage(), e);
    } finally {
      deadline.met();
      Deadline.close(socket);
    }
  }

  private static void requireNoAbort(byte[] answer) throws Refusal, TlvException {
    if (Abort.isOne(answer)) {
      throw new Refusal(Abort.decode(answer).status().value());
    }
  }

  @Override
  public KeyMaterial fetchNumber(
      String actor, String name, SerialNumber module, InetSocketAddress unit)
      throws IOException, Refusal, KeyException, VaultException {
    Party party = DeviceKind.IDENTIFICATION_UNIT.party(name);
    var act = new Act(actor, "perso:identify", name + " for " + module, "");
    try (Grant grant = services.vault().grant(act)) {
      KeyMaterial number =
          ask(
              grant,
              party,
              unit,
              new TanRequest(module).encode(),
              (channel, answer) -> {
                try (Key key = channel.exportKey(TanDelivery.LABEL, new byte[0], KeySpec.AES_256)) {
                  return TanDelivery.decode(answer).open(services.sealing(), key, module);
                }
              });
      grant.succeeded("");
      return number;
    }
  }

  @Override
  public String carryTicket(String actor, String name, Endpoint module, InetSocketAddress unit)
      throws IOException, Refusal, LinkException, ModuleException, KeyException, VaultException {
    Party party = DeviceKind.APPLIANCE.party(name);
    // Before the module is asked, which spends its user's act.
    parties.chain(services.vault(), party);
    var act = new Act(actor, "perso:ticket", name + " for " + module, "");
    try (Grant grant = services.vault().grant(act);
        Link link = services.transports().open(module)) {
      var dialogue = new ModuleDialogue(link, module);
      dialogue.select();
      byte[] request = dialogue.ticketRequest();
      String digits;
      try {
        digits = TicketRequest.decode(request).checkDigits();
      } catch (TlvException e) {
        throw new MalformedResponseException(dialogue.on("TICKET REQUEST"), e.getMessage());
      }
      dialogue.ticket(ask(grant, party, unit, request, (channel, answer) -> answer));
      grant.succeeded("check digits " + digits);
      return digits;
    }
  }
}
