// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.keywright.crypto.Bytes;

/**
 * One plug-in as it stands.
 *
 * @param file its file's name in the folder
 * @param name its symbolic name, or empty if it is no bundle
 * @param version its version, or empty
 * @param state whether it runs
 * @param reason why it runs or does not, in words
 * @param digest SHA-256 of the file, by which it can be let in alone
 * @param signers those who signed all of it
 * @param brings the services of ours that it has registered
 * @param remarks what of it does not work, such as a component that waits for a service
 */
public record Plugin(
    String file,
    String name,
    String version,
    State state,
    String reason,
    Bytes digest,
    List<Signer> signers,
    List<Service> brings,
    List<String> remarks) {
  /** Copies the lists. */
  public Plugin {
    signers = List.copyOf(signers);
    brings = List.copyOf(brings);
    remarks = List.copyOf(remarks);
  }

  /** SHA-256 of a file or a certificate: what the rules of a vault tell them by. */
  public static Bytes digest(byte[] content) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * A service that a plug-in has registered.
   *
   * @param kind what it is: {@code transport}, {@code suite}, …
   * @param name the scheme of a transport, otherwise empty
   * @param component the component's name, which is its class if nobody gave it another; empty if
   *     no component registered it
   */
  public record Service(String kind, String name, String component) {
    /** Kind and name. */
    @Override
    public String toString() {
      return name.isEmpty() ? kind : kind + " " + name;
    }
  }

  /** Whether a plug-in runs. */
  public enum State {
    /** It runs. */
    ACTIVE,
    /** No vault is open that could let it in. */
    WAITING,
    /** The open vault does not let it in. */
    REFUSED,
    /** It is let in, and something that it needs is missing. */
    UNRESOLVED,
    /** It is no plug-in, or failed when it was started. */
    FAULTY
  }
}
