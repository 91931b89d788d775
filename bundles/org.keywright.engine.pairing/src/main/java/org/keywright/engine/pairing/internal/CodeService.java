// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Ground;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Decides about codes and makes those that are granted. */
final class CodeService {
  private static final CentreRules RULES = new CentreRules();

  private final Suites suites;
  private final InstantSource clock;

  CodeService(Suites suites, InstantSource clock) {
    this.suites = suites;
    this.clock = clock;
  }

  /** Gives leave to an answer. */
  @FunctionalInterface
  interface Leave {
    Grant to(Act act) throws VaultException;
  }

  /** Decides for whoever acts here. */
  CodeAnswer code(Vault vault, CodeRequest request, PairingCase.Kind kind)
      throws KeyException, VaultException {
    return code(vault, vault::grantForAnswer, request, kind);
  }

  /**
   * The answer is made only when case and log are written, which is done in one commit.
   *
   * @param kind CODE for a pairing, ERASURE_CODE for the code by which a user erases one
   */
  CodeAnswer code(Vault vault, Leave leave, CodeRequest request, PairingCase.Kind kind)
      throws KeyException, VaultException {
    var act =
        new Act(
            request.actor(),
            kind == PairingCase.Kind.CODE ? "pair:code" : "pair:erase",
            request.module() + " with " + request.host() + " at " + request.index(),
            request.purpose());
    try (Grant grant = leave.to(act)) {
      return decided(vault, grant, request, kind);
    }
  }

  private CodeAnswer decided(Vault vault, Grant grant, CodeRequest request, PairingCase.Kind kind)
      throws KeyException, VaultException {
    Optional<PairingModule> module = vault.pairings().module(request.module().toString());
    if (module.isEmpty()) {
      return answer(decide(vault, grant, request, kind, Attestation.NONE), Optional.empty());
    }
    var known = CentreKeys.of(vault, suites, module.get());
    try (Key codeKey = known.codeKey(grant)) {
      PairingCase decided = decide(vault, grant, request, kind, attested(known, codeKey, request));
      return answer(
          decided,
          decided.granted() ? Optional.of(made(known, codeKey, request, kind)) : Optional.empty());
    }
  }

  private static KeyMaterial made(
      CentreKeys known, Key codeKey, CodeRequest request, PairingCase.Kind kind)
      throws KeyException, VaultException {
    Making making = kind == PairingCase.Kind.CODE ? PairingCodes::code : PairingCodes::erasure;
    return making.code(
        known.suite(),
        codeKey,
        known.settings().codes(),
        request.module(),
        request.host(),
        request.index());
  }

  /** What makes a code of either kind. */
  @FunctionalInterface
  private interface Making {
    KeyMaterial code(
        Suite suite, Key codeKey, CodeRule rule, SerialNumber module, SerialNumber host, long index)
        throws KeyException;
  }

  private static Attestation attested(CentreKeys known, Key codeKey, CodeRequest request)
      throws KeyException {
    if (request.attestation().isEmpty()) {
      return Attestation.NONE;
    }
    byte[] expected =
        PairingCodes.attestation(
                known.suite(), codeKey, request.module(), request.host(), request.index())
            .getBytes(StandardCharsets.US_ASCII);
    byte[] said = request.attestation().get().getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, said) ? Attestation.RIGHT : Attestation.WRONG;
  }

  private PairingCase decide(
      Vault vault, Grant grant, CodeRequest request, PairingCase.Kind kind, Attestation attestation)
      throws VaultException {
    return vault
        .pairings()
        .conclude(
            grant,
            new PairingRequest(
                kind,
                request.module().toString(),
                request.host().toString(),
                OptionalLong.of(request.index()),
                attestation,
                clock.instant()),
            RULES,
            decided ->
                "case %d, %s"
                    .formatted(decided.number(), Ground.valueOf(decided.ground()).words()));
  }

  private static CodeAnswer answer(PairingCase decided, Optional<KeyMaterial> code) {
    return new CodeAnswer(decided, Ground.valueOf(decided.ground()), code);
  }
}
