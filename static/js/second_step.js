// Says beside the button that the device was not unlocked, where allauth's script writes it to the console alone.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("no-passkey").hidden = false;
});
