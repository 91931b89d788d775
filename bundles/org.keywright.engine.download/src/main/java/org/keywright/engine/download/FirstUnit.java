// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.Map;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * AS: gives out one application key for one job, module by module. The vault is one, and so is a
 * unit behind a link.
 *
 * <p>Owned by the job, which closes it. Safe for use by many threads.
 */
@ConsumerType
public interface FirstUnit extends AutoCloseable {
  /** KVN of the key that it gives out. */
  int keyVersion();

  /** What a report shows of the key. */
  Map<String, String> facts();

  /**
   * EXPORTKEY.
   *
   * @param request what the EI asks for
   * @param encoded the request exactly as the EI gave it
   * @throws ModuleException if the first unit refuses
   * @throws LinkException if it was not reached this time
   * @throws JobException if it is lost
   */
  KeyIssue export(ExportRequest request, Bytes encoded)
      throws ModuleException,
          LinkException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException;

  /**
   * CONFIRM: whether a receipt is the one that is awaited.
   *
   * @throws LinkException if the first unit was not reached this time
   * @throws JobException if it is lost
   */
  boolean confirms(AwaitedReceipt awaited, LoadReceipt receipt)
      throws LinkException, JobException, InterruptedException;

  /** Gives back keys or link. */
  @Override
  void close();
}
