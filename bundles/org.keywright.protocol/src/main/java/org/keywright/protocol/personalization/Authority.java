// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What stands behind the runs of a personalization unit: its orders, its signing key, its books.
 *
 * <p>Called by many threads, one for each run. Whatever is booked is durable when the call returns.
 * A {@link Refusal} ends the run and goes to the module as its status word; its words stay in the
 * unit. Who cannot read or write his books refuses with 6581.
 */
@ConsumerType
public interface Authority {
  /** The manufacturer's certificate of the unit's signing key. */
  Certificate certificate();

  /**
   * The acknowledgement that is still awaited of a module, if there is one: it is asked for before
   * anything else.
   */
  Optional<Awaited> awaited(SerialNumber module) throws Refusal;

  /**
   * Finds the work order for a module that has proved its identity.
   *
   * @throws Refusal 6982 if there is none
   */
  Assignment begin(SerialNumber module, Certificate identity) throws Refusal;

  /**
   * Gives the TAN of an order; one of its tries is counted, durably, before it is given. The run
   * closes it.
   *
   * @throws Refusal 9E20 if it was used, 9E21 if it has expired, 6983 if it is blocked
   */
  KeyMaterial tan(Assignment assignment) throws Refusal;

  /** The module has shown that it knows the TAN, which is used up with that. */
  void tanProved(Assignment assignment) throws Refusal;

  /** The module has not shown it; says how many tries are left: 63Cx, or 6983 for none. */
  Refusal tanFailed(Assignment assignment) throws Refusal;

  /** Signs with the unit's key. */
  byte[] sign(byte[] message) throws Refusal;

  /**
   * Makes both certificates; nothing is booked yet.
   *
   * @param identity the subject of the module certificate is the one of this
   * @param request for the module key; its proof of possession was checked
   * @param freshness enters both certificates
   * @throws Refusal also if a quota is used up
   */
  Certified certify(
      Assignment assignment, Certificate identity, CertificateRequest request, Bytes freshness)
      throws Refusal;

  /** Books certificates as issued and not confirmed, before they leave. */
  void issued(Assignment assignment, Certified certified, Awaited awaited) throws Refusal;

  /** Books the module as active: it has confirmed. */
  void confirmed(Awaited awaited) throws Refusal;

  /** Books certificates as never taken: the module said so when it was asked. */
  void notTaken(Awaited awaited) throws Refusal;

  /**
   * Books that a run ended without certificates.
   *
   * @param why status and words
   * @param byModule whether the module has refused
   */
  void failed(Assignment assignment, Refusal why, boolean byModule) throws Refusal;
}
