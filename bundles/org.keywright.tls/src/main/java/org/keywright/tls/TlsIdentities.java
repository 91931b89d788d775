// SPDX-License-Identifier: EPL-2.0
package org.keywright.tls;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.IdentityFiles;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who the open vault is on lines under TLS, and whom it trusts there. What is changed here holds
 * for the next line at once, and sessions agreed before are not resumed.
 *
 * <p>Safe for use by many threads. The grants that are given are of the vault that is open.
 */
@ProviderType
public interface TlsIdentities {
  /**
   * Makes a new key for an identity, and asks for a certificate for it. The certificate that the
   * identity has stays in use until the new one is there.
   *
   * @param hosts by which names and addresses it is reached; none if it only connects
   * @return the request in DER (PKCS#10)
   */
  Bytes request(Grant grant, String name, List<String> hosts) throws VaultException, KeyException;

  /**
   * Takes the certificate of an identity in, and takes the keys before it out of use. The first
   * identity is the one that links show.
   *
   * @param chain its own certificate, then those of its issuers
   * @throws KeyException if the first is for another key, or one does not follow the other
   */
  TlsEntry certify(Grant grant, String name, List<X509Certificate> chain)
      throws VaultException, KeyException;

  /**
   * Takes an identity in whose key was made elsewhere, in place of the one of that name.
   *
   * @param identity stays the caller's
   * @throws KeyException if one certificate does not follow the other, or the first has run out
   */
  TlsEntry take(Grant grant, String name, IdentityFiles.Identity identity)
      throws VaultException, KeyException;

  /**
   * Gives an identity out with its private key, in a file of PKCS#12. Keys of authorities and all
   * other private keys of a vault never leave it.
   *
   * @param passphrase under which; stays the caller's
   * @throws VaultException if there is no identity of that name with a certificate
   */
  Bytes file(Grant grant, String name, KeyMaterial passphrase) throws VaultException, KeyException;

  /**
   * Has links show this identity from now on.
   *
   * @throws KeyException if its certificate is not for clients
   */
  TlsEntry use(Grant grant, String name) throws VaultException, KeyException;

  /**
   * Trusts an authority.
   *
   * @param listsRequired whether each issuer below it must have a revocation list that is in date
   * @throws KeyException if the certificate is not an authority's, or has run out
   */
  TlsEntry trust(Grant grant, String name, X509Certificate certificate, boolean listsRequired)
      throws VaultException, KeyException;

  /**
   * Takes a revocation list in, in place of the one before of its issuer.
   *
   * @param issuer the issuer's certificate, if it is not an authority that is trusted but one below
   * @throws KeyException if it is not signed by somebody whom the vault trusts, or is older than
   *     the one before
   */
  TlsEntry take(Grant grant, X509CRL list, Optional<X509Certificate> issuer)
      throws VaultException, KeyException;

  /** All that lines go by: identities, authorities, lists. */
  List<TlsEntry> all() throws VaultException;

  /**
   * Takes an identity, an authority with its list, or a list out; keys are never opened again.
   *
   * @throws VaultException if there is nothing of that name
   */
  void remove(Grant grant, String name) throws VaultException;

  /**
   * Makes a small authority of the vault's own, which is trusted, and its first revocation list,
   * which is empty.
   */
  X509Certificate authority(Grant grant, String name) throws VaultException, KeyException;

  /** The certificate of an authority that is trusted. */
  X509Certificate certificate(String authority) throws VaultException;

  /** The revocation list of an authority, if there is one. */
  Optional<X509CRL> list(String authority) throws VaultException;

  /**
   * Issues a certificate by an authority of the vault's own.
   *
   * @param request in DER (PKCS#10)
   * @throws KeyException if it is no request, or is not signed with its own key
   */
  X509Certificate issue(Grant grant, String authority, Bytes request)
      throws VaultException, KeyException;

  /**
   * Revokes a certificate of an authority of the vault's own.
   *
   * @return the new list
   * @throws KeyException if somebody else has issued it
   */
  X509CRL revoke(Grant grant, String authority, X509Certificate certificate)
      throws VaultException, KeyException;
}
