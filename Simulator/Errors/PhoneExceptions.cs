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
