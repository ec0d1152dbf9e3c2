namespace Wasilo.Simulator.Errors;

/// <summary>The base of the reasons why a scanned code doesn't link a device.</summary>
public abstract class PairingException : SimulatorException
{
    private protected PairingException(string message)
        : base(message)
    {
    }
}

/// <summary>The text isn't one that a client shows as QR code.</summary>
public sealed class InvalidQrException(string message) : PairingException(message);

/// <summary>The code isn't shown any more, or never was: its reference is unknown, expired or used.</summary>
public sealed class ExpiredQrException() : PairingException("The QR code isn't valid any more. Scan the one that the client shows now.");

/// <summary>What was typed in isn't a pairing code.</summary>
public sealed class InvalidPairingCodeException() : PairingException("A pairing code has 8 characters; a dash between them doesn't count.");

/// <summary>No client waits to be linked to this number by code.</summary>
public sealed class NoCodeRequestedException(string number) : PairingException($"No client shows a pairing code for {number}.");

/// <summary>The code and the client that shows it say different things.</summary>
public sealed class QrMismatchException(string field)
    : PairingException($"The {field} in the QR code isn't the one of the client that shows it.");

/// <summary>The phone has as many linked devices as it may have.</summary>
public sealed class TooManyDevicesException(string number, int limit)
    : PairingException($"Phone {number} has {limit} linked devices, the most that are allowed. Unlink one first.");

/// <summary>The client refused what the phone sent, or its answer was wrong.</summary>
public sealed class PairingRefusedException(string message) : PairingException(message);

/// <summary>The client went away, or didn't answer in time, before the pairing was complete.</summary>
public sealed class PairingInterruptedException(string message) : PairingException(message);
