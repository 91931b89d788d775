@echo off
rem SPDX-License-Identifier: EPL-2.0
rem Builds Keywright when its product is missing, and runs it. JAVA_HOME must name a JDK 25 or newer; mvn must be 3.9 or newer.
setlocal DisableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "PRODUCT=%ROOT%\releng\org.keywright.product\target\products\keywright\win32\win32\x86_64\keywright"
if not exist "%JAVA_HOME%\bin\javac.exe" (
  echo keywright: set JAVA_HOME to a JDK 25 or newer 1>&2
  exit /b 69
)
set "EXPORTS="
for %%P in (api file main model parser processing tree util) do call set "EXPORTS=%%EXPORTS%% --add-exports=jdk.compiler/com.sun.tools.javac.%%P=ALL-UNNAMED"
for %%P in (code comp) do call set "EXPORTS=%%EXPORTS%% --add-opens=jdk.compiler/com.sun.tools.javac.%%P=ALL-UNNAMED"
set "MAVEN_OPTS=%EXPORTS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"

if "%~1"=="--help" goto help
if "%~1"=="build" goto build
if "%~1"=="test" goto test
if "%~1"=="bench" goto bench
if "%~1"=="workbench" (
  set "PRODUCT=%ROOT%\releng\org.keywright.product\target\products\keywright-workbench\win32\win32\x86_64\keywright-workbench"
  goto launch
)
if "%~1"=="" goto launch
if "%~1"=="run" goto launch
if "%~1"=="exec" goto launch
if "%~1"=="verify-audit" goto launch
if "%~1"=="verify-minutes" goto launch
echo keywright: unknown command: %1 1>&2
exit /b 64

:help
echo usage: keywright [run SCRIPT [ARG...] ^| exec "COMMAND" ^| verify-audit FILE [CHECKPOINT...] ^| build ^| test ^| bench [NAME] ^| workbench]
exit /b 0

:stamps
set "STAMPS="
for /f %%S in ('git -C "%ROOT%" log -1 --date^=format-local:%%Y%%m%%d%%H%%M --format^=%%cd 2^>nul') do set "STAMPS=-DforceContextQualifier=%%S"
exit /b 0

:build
call :stamps
call mvn -f "%ROOT%\pom.xml" -B -ntp %STAMPS% clean package -Phost -Dhost.os=win32 -Dhost.ws=win32 -Dhost.arch=x86_64 -Dmaven.test.skip=true 1>&2
exit /b %ERRORLEVEL%

:test
call :stamps
call mvn -f "%ROOT%\pom.xml" -B -ntp %STAMPS% -fae clean verify
set "STATUS=%ERRORLEVEL%"
"%JAVA_HOME%\bin\java" "%ROOT%\releng\TestReport.java" "%ROOT%" || set "STATUS=1"
exit /b %STATUS%

:bench
if not exist "%ROOT%\releng\org.keywright.benchmarks\target\classpath.txt" call :build || exit /b 70
set "CLASSES=%ROOT%\releng\org.keywright.benchmarks\target"
set /p LIBRARIES=<"%CLASSES%\classpath.txt"
"%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED -cp "%CLASSES%\classes;%LIBRARIES%" org.keywright.benchmarks.Bench %2 %3 %4
exit /b %ERRORLEVEL%

:launch
if not exist "%PRODUCT%\keywright.cmd" call :build || exit /b 70
if not defined KEYWRIGHT_PLUGINS set "KEYWRIGHT_PLUGINS=%ROOT%\plugins"
call "%PRODUCT%\keywright.cmd" %*
exit /b %ERRORLEVEL%
