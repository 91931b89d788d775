// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.keywright.claims.spi.ClaimProofs;
import org.keywright.crypto.Cbc;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Pakes;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Suites;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.pki.Certificates;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.Simulator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The proofs of the personalization protocol: claims P1 to P19. */
@Component(service = ClaimProofs.class)
public final class PersonalizationProofs implements ClaimProofs {
  private static final int LITERAL = 0x01;

  private final List<ClaimProof> proofs = new ArrayList<>();

  /** Called by the framework. */
  @Activate
  public PersonalizationProofs(
      @Reference Simulator simulator,
      @Reference SecureChannels channels,
      @Reference EcKeys ecKeys,
      @Reference Hkdf hkdf,
      @Reference Pakes pakes,
      @Reference Certificates certificates,
      @Reference Keys keys,
      @Reference KeyBlocks keyBlocks,
      @Reference Sealing sealing,
      @Reference Cbc cbc,
      @Reference Suites suites)
      throws KeyException {
    this(
        simulator,
        channels,
        new Cryptography(
            ecKeys,
            hkdf,
            pakes,
            certificates,
            keys,
            keyBlocks,
            sealing,
            cbc,
            suites.require(LITERAL)));
  }

  /** Makes the proofs without a framework. */
  public PersonalizationProofs(Simulator simulator, SecureChannels channels, Cryptography crypto) {
    Setting setting =
        (modules, play) -> {
          try (var bureau = new Bureau(simulator, crypto, channels, modules)) {
            return play.in(bureau);
          }
        };
    var moduleClaims = new ModuleClaims();
    var links = new LinkClaims();
    var trust = new TrustClaims();
    var chains = new ChainClaim();
    var numbers = new NumberClaims();
    proofs.addAll(moduleClaims.on(setting));
    proofs.addAll(links.on(setting));
    proofs.addAll(trust.on(setting));
    proofs.addAll(chains.on(setting));
    proofs.addAll(numbers.on(setting));
    proofs.addAll(new CardClaim(moduleClaims, links, trust, chains, numbers).on(setting));
    proofs.sort((one, other) -> Integer.compare(number(one), number(other)));
  }

  private static int number(ClaimProof proof) {
    return Integer.parseInt(proof.id().substring(1));
  }

  @Override
  public List<ClaimProof> proofs() {
    return List.copyOf(proofs);
  }

  /** A proof in a bureau of its own. */
  @FunctionalInterface
  interface Play {
    String in(Bureau bureau) throws Exception;
  }

  /** Sets a new scene for each proof. */
  @FunctionalInterface
  interface Setting {
    /** Plays, with modules that stand behind whatever this puts before them. */
    String perform(UnaryOperator<SimulatedModule> modules, Play play) throws Exception;

    default ClaimProof proof(String id, String statement, Play play) {
      return new ClaimProof(id, statement, () -> perform(module -> module, play));
    }
  }
}
