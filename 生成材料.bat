@echo off
chcp 65001 >nul
set PYTHONUTF8=1
if "%~1"=="" (
  echo 请把项目文件夹拖到这个图标上。
  pause
  exit /b 2
)
py -3 -m archivegen check "%~1"
py -3 -m archivegen generate "%~1"
pause
