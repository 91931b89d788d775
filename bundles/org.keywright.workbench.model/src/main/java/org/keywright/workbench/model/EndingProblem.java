// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.engine.Ending;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;

/** Says of what ends what is the matter, and what is to be done. */
final class EndingProblem {
  private EndingProblem() {}

  static Problem of(Ending ending, Instant now) {
    return switch (ending) {
      case Ending.OfKey key -> key(key, now);
      case Ending.OfTls(TlsRecord record, _) -> tls(record, ending, now);
      case Ending.OfManufacturer(Party party, _) ->
          certificate(
              Texts.text("problem.manufacturer", party.name()), ending, now, "problem.make");
      case Ending.OfEnrolment(Enrolment enrolled, _) ->
          certificate(
              Texts.text("problem.enrolled", enrolled.name(), enrolled.party().name()),
              ending,
              now,
              remedy(enrolled.party(), enrolled.kind()));
      case Ending.OfIssued(IssuedCertificate issued) -> issued(issued, ending, now);
    };
  }

  private static Problem key(Ending.OfKey ending, Instant now) {
    KeyStanding key = ending.key();
    boolean over = ending.over(now);
    String what = ending.protecting() ? "problem.protects" : "problem.opens";
    return new Problem(
        over ? Problem.Kind.KEY_EXPIRED : Problem.Kind.KEY_EXPIRING,
        key.label().isEmpty() ? key.key().toString() : key.key() + " " + key.label(),
        Texts.text(over ? what + ".over" : what, Moments.text(ending.ends())),
        Optional.empty(),
        switch (key.key()) {
          case KeyName.Application application -> Optional.of(application.keySet());
          case KeyName.Transport transport -> Optional.of(transport.keySet());
          case KeyName.Root _ -> Optional.empty();
        },
        Optional.empty());
  }

  private static Problem tls(TlsRecord record, Ending ending, Instant now) {
    return switch (record.kind()) {
      case REVOCATION_LIST ->
          problem(
              Texts.text("problem.list", record.name()),
              "problem.list.ends",
              ending,
              now,
              "problem.list.next",
              Optional.empty());
      case IDENTITY ->
          certificate(
              Texts.text("problem.identity", record.name()), ending, now, "problem.identity.renew");
      default ->
          certificate(
              Texts.text("problem.authority", record.name()),
              ending,
              now,
              "problem.authority.renew");
    };
  }

  private static Problem issued(IssuedCertificate issued, Ending ending, Instant now) {
    boolean module = issued.purpose() == KeyPurpose.MODULE;
    return problem(
        Texts.text("problem.issued", issued.subject(), issued.issuer().name()),
        "problem.certificate.ends",
        ending,
        now,
        remedy(issued.purpose()),
        module ? Optional.of(issued.subject()) : Optional.empty());
  }

  private static Problem certificate(String subject, Ending ending, Instant now, String remedy) {
    return problem(subject, "problem.certificate.ends", ending, now, remedy, Optional.empty());
  }

  private static Problem problem(
      String subject,
      String what,
      Ending ending,
      Instant now,
      String remedy,
      Optional<String> device) {
    boolean over = ending.over(now);
    return new Problem(
        over ? Problem.Kind.CERTIFICATE_EXPIRED : Problem.Kind.CERTIFICATE_EXPIRING,
        subject,
        Texts.text(over ? what + ".over" : what, Moments.text(ending.ends()), Texts.text(remedy)),
        Optional.empty(),
        Optional.empty(),
        device);
  }

  private static String remedy(Party party, EnrolmentKind kind) {
    return switch (kind) {
      case MANUFACTURER -> "problem.make";
      case OWN ->
          party.role() == RootPurpose.PERSONALIZATION_UNIT ? "problem.certify" : "problem.enrol";
      case CENTRAL_SYSTEM, PERSONALIZATION_UNIT -> "problem.enrol";
    };
  }

  private static String remedy(KeyPurpose purpose) {
    return switch (purpose) {
      case MODULE -> "problem.order";
      case PERSONALIZER -> "problem.certify";
      case ENDORSEMENT, CENTRAL, APPLIANCE, IDENTIFICATION -> "problem.enrol";
      case IDENTITY -> "problem.replace";
    };
  }
}
