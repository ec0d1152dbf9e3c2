namespace Wasilo.Simulator.Errors;

/// <summary>What a phone is to be made of makes none.</summary>
public sealed class InvalidPhoneException(string message) : SimulatorException(message);

/// <summary>There is a phone with this number or hidden id already.</summary>
public sealed class PhoneExistsException(string which) : SimulatorException($"There is a phone {which} already.");

/// <summary>There is no such phone.</summary>
public sealed class UnknownPhoneException(string number)
    : SimulatorException($"There is no phone '{number}'. POST /phones makes one; GET /phones lists them.");

/// <summary>The phone has no such linked device.</summary>
public sealed class UnknownDeviceException(string number, int device)
    : SimulatorException($"Phone {number} has no linked device {device}.");

/// <summary>A fault that was asked for makes no sense.</summary>
public sealed class InvalidFaultException(string message) : SimulatorException(message);

/// <summary>There is no such group, or the phone isn't in it.</summary>
public sealed class UnknownGroupException(string jid) : SimulatorException($"There is no group '{jid}' that the phone is in.");

/// <summary>The phone doesn't remember such a message.</summary>
public sealed class UnknownMessageException(string id) : SimulatorException($"The phone has no message '{id}', or not any more.");

/// <summary>What a phone was to do makes no sense.</summary>
public sealed class InvalidActionException(string message) : SimulatorException(message);

/// <summary>The server didn't take a phone's message.</summary>
public sealed class MessageRefusedException(string to, string code)
    : SimulatorException($"The message to {to} was refused with error {code}.")
{
    /// <summary>To whom it was.</summary>
    public string To => to;
}

/// <summary>The server refused what a phone wanted to do with a group.</summary>
public sealed class GroupActionRefusedException(string what, string code) : SimulatorException($"'{what}' was refused with error {code}.");
