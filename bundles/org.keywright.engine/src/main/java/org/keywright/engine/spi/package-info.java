// SPDX-License-Identifier: EPL-2.0
/**
 * What an engine brings to have its work run as a job: {@link org.keywright.engine.spi.JobWork},
 * where the items come from and how one of them is carried out.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.engine.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
