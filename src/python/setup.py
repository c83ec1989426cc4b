"""The extension, against the libdoublon that pkg-config finds."""

import subprocess

from setuptools import Extension, setup


def pkg_config(*arguments):
    command = ["pkg-config", *arguments, "doublon"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


(version,) = pkg_config("--modversion")
(dicts,) = pkg_config("--variable=dictsdir")
setup(
    version=version,
    ext_modules=[
        Extension(
            "doublon._native",
            sources=["module.c", "article.c", "arrow.c", "index.c", "dedup.c", "furniture.c"],
            depends=["native.h"],
            define_macros=[
                ("Py_LIMITED_API", "0x03090000"),
                ("DBN_DICTS_INSTALLED", f'"{dicts}"'),
            ],
            extra_compile_args=["-std=c11", *pkg_config("--cflags")],
            extra_link_args=pkg_config("--libs"),
            py_limited_api=True,
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp39"}},
)
