// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;

/**
 * An X.509 certificate (RFC 5280) of this project's profile, as {@link Certificates#read} gives it.
 *
 * <p>Its form has been checked, its signature has not: that is {@link Certificates#check}'s part,
 * which reads the encoding anew and believes nothing else here.
 *
 * @param encoded the whole certificate in DER
 * @param serial the serial number, a positive number in bytes
 * @param subject whose key it is
 * @param issuer who says so
 * @param validity from when until when
 * @param publicKey the key
 * @param subjectKeyId what tells the key from others of the same subject, 20 bytes
 * @param authorityKeyId the same of the issuer's key
 * @param purpose what the key is for; empty for a root
 * @param freshness the value in the extension id-kw-freshness, 32 bytes, if there is one
 * @param quota how many certificates a personalization unit may issue under this one, if that is
 *     limited (extension id-kw-quota)
 */
public record Certificate(
    Bytes encoded,
    Bytes serial,
    DistinguishedName subject,
    DistinguishedName issuer,
    Validity validity,
    EcPublicKey publicKey,
    Bytes subjectKeyId,
    Bytes authorityKeyId,
    Optional<KeyPurpose> purpose,
    Optional<Bytes> freshness,
    OptionalInt quota) {

  /** Whether it is a root: signed with its own key, and for no purpose but to certify. */
  public boolean root() {
    return purpose.isEmpty();
  }

  /** The certificate as text (RFC 7468). */
  public String pem() {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(encoded.toArray())
        + "\n-----END CERTIFICATE-----\n";
  }

  /** What it says, in words, by label. */
  public SequencedMap<String, String> words() {
    var words = new LinkedHashMap<String, String>();
    words.put("subject", subject.toString());
    words.put(
        "purpose", purpose.map(KeyPurpose::words).orElse("root: the manufacturer's checking key"));
    words.put("issuer", root() ? "itself" : issuer.toString());
    words.put("serial", serial.hex());
    words.put("valid from", validity.notBefore().toString());
    words.put(
        "valid to",
        validity.notAfter().equals(Validity.NO_END) ? "no end" : validity.notAfter().toString());
    words.put("may certify", mayCertify());
    words.put("key", "ECDSA P-256, id " + subjectKeyId.hex());
    words.put("signature", "ECDSA with SHA-256 by key " + authorityKeyId.hex());
    quota.ifPresent(most -> words.put("quota", "at most " + most + " certificates"));
    freshness.ifPresent(value -> words.put("freshness", value.hex()));
    return words;
  }

  private String mayCertify() {
    if (purpose.isEmpty()) {
      return "module identities, and personalization units for one organization each";
    }
    return switch (purpose.get()) {
      case PERSONALIZER ->
          "modules, central systems and users' devices of O=" + subject.organization();
      case CENTRAL -> "that it admits " + issuer;
      case IDENTITY, MODULE, ENDORSEMENT, APPLIANCE, IDENTIFICATION -> "nothing";
    };
  }

  /** Subject and purpose, for messages. */
  @Override
  public String toString() {
    return "certificate of " + subject + " (" + purpose.map(KeyPurpose::words).orElse("root") + ")";
  }
}
