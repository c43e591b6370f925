@echo off
chcp 65001 >nul
cd /d "%~dp0"
py -3 -m pip wheel --wheel-dir "离线安装包" --only-binary isal,deflate,pillow,pikepdf,fonttools,pycryptodomex,pypdfium2,pycryptodomex ".[fast,photo,pdf,seal]" || py -3 -m pip wheel --wheel-dir "离线安装包" .
if errorlevel 1 (echo 下载没有成功，请检查网络。) else (echo 下载完成，请把整个文件夹拷到没有网络的电脑上，双击“安装.bat”。)
pause
