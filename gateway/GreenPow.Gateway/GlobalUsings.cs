global using GreenPow.Gateway.Chain;
