using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Signal;

/// <summary>What a session needs of this device.</summary>
internal readonly record struct LocalDevice(KeyPair Identity, uint RegistrationId, IRandomSource Random);
