# Debian packages, by `cpack` in the build folder of the preset `package`:
#
#     doublon         the command, its manual and completions
#     libdoublon0     the library; its number is that of its interface
#     libdoublon-dev  headers, what pkg-config and CMake look for, doublon.3
#     doublon-data    dicts/: the same on every architecture, needed by the library
#
# Four and not one, so that a program that only links the library does not bring the
# command, and so that two versions of the library can stand beside each other.
if(NOT DBN_DEBIAN)
  return()
endif()
set(library_package libdoublon${PROJECT_VERSION_MAJOR})
set(maintainer "The doublon authors <maintainers@doublon.example>")
set(debian_version ${PROJECT_VERSION}-1)

# ---- what Debian's policy wants of each: its licence and its changes ------------------

set(debian ${PROJECT_BINARY_DIR}/debian)
file(READ ${PROJECT_SOURCE_DIR}/LICENSE licence)
string(REGEX REPLACE "^[^\n]*\n+[^\n]*\n+" "" licence "${licence}") # its title, ours
string(STRIP "${licence}" licence)
string(REPLACE "\n" "\n " licence "${licence}")
string(REPLACE "\n \n" "\n .\n" licence "${licence}")
file(WRITE ${debian}/copyright
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: doublon

Files: *
Copyright: 2026 The doublon authors
License: MIT
 ${licence}
")
file(WRITE ${debian}/changelog.Debian
"doublon (${debian_version}) unstable; urgency=medium

  * Version ${PROJECT_VERSION}.

 -- ${maintainer}  Sun, 29 Nov 2026 00:00:00 +0000
")
execute_process(COMMAND ${DBN_GZIP} -9nkf ${debian}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${debian}/triggers "activate-noawait ldconfig\n")

# ---- the packages -----------------------------------------------------------------------

# dbn_package(component package section depends "one line" "description")
function(dbn_package component package section depends summary description)
  install(FILES ${debian}/copyright ${debian}/changelog.Debian.gz
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
  string(TOUPPER CPACK_DEBIAN_${component} key)
  set(${key}_PACKAGE_NAME ${package} PARENT_SCOPE)
  set(${key}_PACKAGE_SECTION ${section} PARENT_SCOPE)
  set(${key}_PACKAGE_DEPENDS "${depends}" PARENT_SCOPE)
  set(${key}_DESCRIPTION "${summary}\n${description}" PARENT_SCOPE)
endfunction()

set(about
"News articles as they are scraped, pages or plain text, become the article:
decoded, extracted, repaired, every repetition found, removed and accounted
for. French first; Dutch, English, German, Spanish and Italian with it.")
dbn_package(command doublon text "${library_package} (= ${debian_version})"
  "scraped news articles into text that can be used" "${about}")
dbn_package(library ${library_package} libs "doublon-data (= ${debian_version})"
  "scraped news articles into text: shared library" "${about}")
dbn_package(development libdoublon-dev libdevel "${library_package} (= ${debian_version})"
  "scraped news articles into text: development files" "${about}")
dbn_package(data doublon-data text ""
  "scraped news articles into text: dictionaries and rules" "${about}")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME doublon)
set(CPACK_PACKAGE_VENDOR doublon)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each has its own
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL command library development data)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${maintainer}")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Of libraries that are not ours dpkg-shlibdeps knows the packages; ours it must see.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR})
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY "=")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${debian}/triggers)
# Loaded when a server is asked to translate, or run: nobody else needs them.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_RECOMMENDS "libcurl4 | libcurl3-gnutls")
set(CPACK_DEBIAN_COMMAND_PACKAGE_SUGGESTS apertium)
set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DATA_PACKAGE_SHLIBDEPS OFF)
include(CPack)
