"""What the operating system says when it refuses, in Chinese."""

from __future__ import annotations

import errno

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_WORDS = {
    **dict.fromkeys(FULL, "磁盘已满"),
    **dict.fromkeys(CLOSED, "没有权限"),
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘有故障",
    errno.ENOENT: "文件或文件夹不在",
    errno.ENOTDIR: "路径里有不是文件夹的部分",
    errno.EISDIR: "那是一个文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.ESTALE: "网络文件夹已断开",
    errno.EHOSTDOWN: "网络文件夹已断开",
    errno.ELOOP: "符号链接绕成了圈",
}


def why(problem: OSError) -> str:
    """The reason in a few words."""
    return _WORDS.get(problem.errno or 0) or problem.strerror or type(problem).__name__
