// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.engine.personalization.RunOutcome;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.ChannelPeer;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.LocalRun;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.VaultException;

/** Personalizes modules over local links: SELECT, the channel, then the run in it. */
final class LocalLink {
  private final OpenUnit unit;

  LocalLink(OpenUnit unit) {
    this.unit = unit;
  }

  /**
   * Personalizes one module.
   *
   * @param userAct whether the user's act is given over the link
   * @param issuing is told before certificates go out
   */
  RunOutcome run(String actor, Endpoint module, boolean userAct, RunAuthority.Issuing issuing)
      throws LinkException, ModuleException, KeyException, VaultException {
    try (Link link = unit.services().transports().open(module)) {
      var dialogue = new ModuleDialogue(link, module);
      dialogue.select();
      if (userAct) {
        dialogue.userAct();
      }
      return over(actor, dialogue, issuing);
    }
  }

  private RunOutcome over(String actor, ModuleDialogue dialogue, RunAuthority.Issuing issuing)
      throws LinkException, ModuleException, KeyException, VaultException {
    try (var channel =
        ClientChannel.open(unit.services().cryptography(), dialogue.channel(), new OpeningUnit())) {
      return Personalizing.<LinkException>perform(
          unit,
          actor,
          channel.binding(),
          channel.module().leaf(),
          "",
          issuing,
          run -> carry(channel, run));
    } catch (Refusal e) {
      throw new AuthenticityException(dialogue.on("PERSONALIZE"), String.valueOf(e.getMessage()));
    }
  }

  /** What is not the module's has ended the run already, which knows why. */
  private static void carry(ClientChannel channel, UnitRun run) throws LinkException {
    try {
      LocalRun.carry(channel, run);
    } catch (AuthenticityException e) {
      run.broken(String.valueOf(e.getMessage()));
    }
  }

  /** The unit as the one who opens a module's channel. */
  private final class OpeningUnit implements ClientChannel.Client {
    @Override
    public ChannelPeer peer() {
      return ChannelPeer.UNIT;
    }

    @Override
    public Certificate certificate() {
      return unit.certificate();
    }

    @Override
    public byte[] sign(byte[] message) throws Refusal {
      try {
        return unit.services().ecKeys().sign(unit.credential().privateKey(), message);
      } catch (KeyException e) {
        throw new Refusal(0x6581, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void check(CertificateChain module) throws Refusal {
      unit.requireIdentity(module.leaf());
    }
  }
}
