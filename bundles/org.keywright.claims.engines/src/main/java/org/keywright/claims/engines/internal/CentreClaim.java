// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.claims.spi.Observed;
import org.keywright.engine.pairing.Ground;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.transport.sim.Role;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.PairingRevocation;

/**
 * Claim 8 of pairing: the engine's centre is told both identifiers, checks whether the pairing may
 * be, and computes the code that the module computes too.
 */
final class CentreClaim {
  private final CentrePremises premises;
  private final List<Ground> decided = new ArrayList<>();

  CentreClaim(CentrePremises premises) {
    this.premises = premises;
  }

  String prove() throws Exception {
    var module = premises.module();
    var host = premises.host();
    var second = premises.host();
    CodePrompt shown = premises.shown(module, host);
    Observed.that(
        shown.module().equals(module) && shown.host().equals(host) && shown.index() == 0,
        "the host shows something else: " + shown);
    String wrongly = typed(shown, second);
    typedAsShown(shown);
    refusals(module, host, second);
    typedAsShown(premises.shown(module, second));
    refused(Ground.HOST_LIMIT, module, premises.host(), 2, Optional.empty());
    revoked();
    booked();
    return "the centre's code for what the host shows pairs, typed at another host "
        + wrongly
        + "; no code and a case that says why for "
        + decided.stream().filter(ground -> !given(ground)).count()
        + " grounds, from an unknown module to a revoked generation; an index that runs backwards"
        + " is found; every answer is in the log";
  }

  /** The code for one host, typed at another; what the module says. */
  private String typed(CodePrompt shown, SerialNumber elsewhere) throws Exception {
    try (var answer = premises.ask(shown.module(), shown.host(), 0, attested(shown))) {
      var code = answer.code().orElseThrow();
      decided.add(answer.ground());
      var outcome =
          premises.meet(shown.module(), elsewhere, prompt -> Optional.of(code.copy())).outcome();
      if (outcome instanceof ContactOutcome.Refused refused) {
        Observed.that(
            refused.status().value() == 0x63C2, "another host's code is " + refused.status());
        return refused.status().hex();
      }
      throw new Observed.Otherwise("the code of another host was not refused: " + outcome);
    }
  }

  private void typedAsShown(CodePrompt shown) throws Exception {
    try (var answer = premises.ask(shown.module(), shown.host(), shown.index(), attested(shown))) {
      decided.add(answer.ground());
      Observed.that(answer.code().isPresent(), "no code is given: " + answer.ground().words());
      var code = answer.code().orElseThrow();
      var outcome =
          premises.meet(shown.module(), shown.host(), prompt -> Optional.of(code.copy())).outcome();
      Observed.that(outcome instanceof ContactOutcome.Paired, "the code did not pair: " + outcome);
    }
  }

  private static Optional<String> attested(CodePrompt shown) {
    return Optional.of(shown.demand().attestation());
  }

  /** The module has been paired with the first host, at index 0. */
  private void refusals(SerialNumber module, SerialNumber host, SerialNumber second)
      throws Exception {
    Optional<String> none = Optional.empty();
    refused(Ground.MODULE_UNKNOWN, premises.stranger(), host, 0, none);
    refused(Ground.HOST_UNKNOWN, module, premises.stranger(), 1, none);
    var foreign = premises.unit(Role.MH, CentrePremises.OTHER_ESTATE);
    refused(Ground.OTHER_ESTATE, module, foreign, 1, none);
    CodePrompt shown = premises.shown(module, second);
    int digits = Integer.parseInt(shown.demand().attestation());
    var wrong = Optional.of("%04d".formatted((digits + 1) % 10_000));
    refused(Ground.ATTESTATION_WRONG, module, second, shown.index(), wrong);
    refused(Ground.ATTESTATION_NEEDED, module, second, 9, none);
    refused(Ground.INDEX_BACKWARDS, module, second, 0, none);
    Observed.that(
        premises.vault.pairings().findings(Long.MAX_VALUE, 9).stream()
            .anyMatch(
                found ->
                    found.kind() == PairingFinding.Kind.INDEX_BACKWARDS
                        && found.subject().equals(module.toString())),
        "an index that runs backwards was not found");
  }

  private void revoked() throws Exception {
    var module = premises.module();
    var host = premises.host();
    var other = premises.host();
    revoke(PairingRevocation.Kind.HOST, other.toString());
    refused(Ground.HOST_REVOKED, module, other, 0, Optional.empty());
    revoke(PairingRevocation.Kind.GENERATION, "1");
    refused(Ground.GENERATION_REVOKED, module, host, 0, Optional.empty());
    revoke(PairingRevocation.Kind.MODULE, module.toString());
    refused(Ground.MODULE_REVOKED, module, host, 0, Optional.empty());
  }

  private void revoke(PairingRevocation.Kind kind, String subject) throws Exception {
    premises.pairings.revoke(CentrePremises.ACTOR, kind, CentrePremises.ESTATE, subject, "a proof");
  }

  private void refused(
      Ground ground,
      SerialNumber module,
      SerialNumber host,
      long index,
      Optional<String> attestation)
      throws Exception {
    try (var answer = premises.ask(module, host, index, attestation)) {
      decided.add(answer.ground());
      Observed.that(
          answer.code().isEmpty() && answer.ground() == ground,
          "where '%s' was to be had, the centre says '%s'"
              .formatted(ground.words(), answer.ground().words()));
    }
  }

  /** The books have each question with its answer, and so has the log. */
  private void booked() throws Exception {
    List<PairingCase> cases =
        premises.vault.pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 100).reversed();
    Observed.that(
        cases.stream()
            .map(PairingCase::ground)
            .toList()
            .equals(decided.stream().map(Ground::name).toList()),
        "the cases are " + cases.stream().map(PairingCase::ground).toList());
    Observed.that(
        cases.stream().allMatch(each -> each.granted() == given(Ground.valueOf(each.ground()))),
        "a case has another answer than was given");
    premises.vault.log().verify();
  }

  private static boolean given(Ground ground) {
    return ground == Ground.INDEX_KNOWN
        || ground == Ground.INDEX_NEXT
        || ground == Ground.INDEX_ATTESTED;
  }
}
