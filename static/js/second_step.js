// Shows beside the button that the device was not unlocked. allauth's script writes this error only to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("no-passkey").hidden = false;
});
