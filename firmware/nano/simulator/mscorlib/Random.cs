using System.Security.Cryptography;

namespace System;

/// <summary>The chip's hardware generator.</summary>
public class Random
{
    public virtual void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
}
