// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import org.keywright.crypto.KeyState;
import org.keywright.engine.Ending;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.TlsRecord;

/**
 * What ends, in words, and what is to be done about it.
 *
 * @param what the key, or whose certificate it is
 * @param kind key, certificate or list
 * @param state how it stands
 * @param ends when it ends
 * @param standing how that is to now
 * @param remedy what is to be done
 */
record EndingWords(
    String what, String kind, KeyState state, Instant ends, String standing, String remedy) {

  static EndingWords of(Ending ending, Instant now) {
    return switch (ending) {
      case Ending.OfKey key -> key(key, now);
      case Ending.OfTls tls -> tls(tls, now);
      case Ending.OfEnrolment(Enrolment enrolled, _) ->
          certified(
              enrolled.name() + ", for the " + enrolled.party(),
              "certificate",
              ending,
              now,
              remedy(enrolled.party(), enrolled.kind()));
      case Ending.OfIssued(IssuedCertificate issued) ->
          certified(
              "%s, by the %s".formatted(issued.subject(), issued.issuer()),
              "certificate of a " + issued.purpose().words(),
              ending,
              now,
              remedy(issued));
    };
  }

  private static EndingWords key(Ending.OfKey ending, Instant now) {
    KeyStanding key = ending.key();
    String what = ending.protecting() ? "protects" : "opens";
    return new EndingWords(
        String.valueOf(key.key()),
        key.label().isEmpty() ? "key" : "key '" + key.label() + "'",
        key.life().state(),
        ending.ends(),
        ending.over(now) ? what + " no more" : what + " until then",
        remedy(key.key()));
  }

  private static String remedy(KeyName key) {
    return switch (key) {
      case KeyName.Transport _ -> "keyset:create makes a set with a new one";
      case KeyName.Application application ->
          "key:generate %s %d --replace makes a new version"
              .formatted(application.keySet(), application.ref());
      case KeyName.Root root ->
          switch (root.purpose()) {
            case PAIRING_MODULE_ROOT, CY_KEY, HOST_ROOT ->
                "pair:generation " + root.name() + " makes a new one";
            case TLS_IDENTITY -> "tls:request " + root.name() + " makes a new one";
            default -> "a new one is made as this one was";
          };
    };
  }

  private static EndingWords certified(
      String what, String kind, Ending ending, Instant now, String remedy) {
    boolean over = ending.over(now);
    return new EndingWords(
        what,
        kind,
        over ? KeyState.DEACTIVATED : KeyState.ACTIVE,
        ending.ends(),
        over ? "good no more" : "good until then",
        remedy);
  }

  private static EndingWords tls(Ending.OfTls ending, Instant now) {
    TlsRecord record = ending.record();
    return switch (record.kind()) {
      case REVOCATION_LIST ->
          certified(
              "list of " + record.name(),
              "revocation list",
              ending,
              now,
              "tls:crl, with the next one of its issuer");
      case IDENTITY ->
          certified(
              "tls " + record.name(), "certificate", ending, now, "tls:request, then tls:certify");
      default ->
          certified(
              "tls " + record.name(),
              "certificate",
              ending,
              now,
              "tls:trust, with its new certificate; of an own one tls:authority");
    };
  }

  private static String remedy(Party party, EnrolmentKind kind) {
    String group = party.role() == RootPurpose.CENTRAL_SYSTEM ? "perso:central" : "perso:unit";
    return switch (kind) {
      case MANUFACTURER -> "the manufacturer makes another, under which all is certified anew";
      case OWN ->
          party.role() == RootPurpose.PERSONALIZATION_UNIT
              ? "perso:manufacturer certify, then perso:unit install"
              : "perso:unit enrol, with a request made anew";
      case CENTRAL_SYSTEM, PERSONALIZATION_UNIT -> group + " enrol, when it has a new one";
    };
  }

  private static String remedy(IssuedCertificate issued) {
    return switch (issued.purpose()) {
      case MODULE -> "perso:order, and the module is personalized again";
      case PERSONALIZER -> "perso:manufacturer certify, then perso:unit install";
      case ENDORSEMENT, CENTRAL -> "perso:central enrol and perso:unit enrol, once more";
      case APPLIANCE, IDENTIFICATION -> "perso:unit enrol, once more";
      case IDENTITY -> "none: a module's identity is for its life, and the module is replaced";
    };
  }
}
